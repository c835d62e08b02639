# Called by the Makefile, from the root directory.
# make -f manifests/packages/packages.mk VERSION=… BUILD=… dist
# Finished packages are in $(BUILD)/dist, their parts in $(BUILD)/packages, the same files with their page in $(BUILD)/site,
# with the installer for Windows if make windows-installer has built it.
# Builds are reproducible: SOURCE_DATE_EPOCH is the time of every file, by default the last commit's.
BUILD ?= build
SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct)
ifeq ($(SOURCE_DATE_EPOCH),)
$(error not a clone of the repository: set SOURCE_DATE_EPOCH, the seconds since 1970 of this version)
endif
export SOURCE_DATE_EPOCH LC_ALL := C TZ := UTC

OUT    := $(BUILD)/dist
SITE   := $(BUILD)/site
WINDOWS := $(BUILD)/windows/bussola-$(VERSION)-windows-x86_64.exe
WORK   := $(BUILD)/packages
HERE   := manifests/packages
ARCH   := $(shell uname -m)
NAME   := bussola-$(VERSION)
# Keeps this machine's paths out of the programs and their build ids.
CFLAGS := -O2 -g -ffile-prefix-map=$(CURDIR)=.
NATIVE  = $(MAKE) --silent --no-print-directory BUILD=$(WORK)/native CFLAGS='$(CFLAGS)'
LOGGED   = >$(WORK)/build.log 2>&1 || { cat $(WORK)/build.log; exit 1; }
PROGRAMS := bussola bussola-host bussola-import

.PHONY: dist programs relocatable
dist: programs
	@rm -rf $(OUT) && mkdir -p $(OUT)
	@$(HERE)/debian/build $(WORK) $(OUT) $(VERSION)
	@$(MAKE) --no-print-directory -f $(HERE)/packages.mk VERSION=$(VERSION) BUILD=$(BUILD) relocatable
	@$(HERE)/tarball/build $(WORK) $(OUT) $(VERSION) $(ARCH)
	@cp -R build/extension/chrome $(WORK)/store && node $(HERE)/store-manifest.mjs $(WORK)/store/manifest.json
	@$(HERE)/pack $(WORK)/store $(OUT)/$(NAME)-chrome.zip
	@$(HERE)/pack build/extension/firefox $(OUT)/$(NAME)-firefox.xpi
	@$(HERE)/source/build $(WORK) $(OUT) $(VERSION)
	@cd extension && npx --no-install web-ext lint --warnings-as-errors --source-dir ../build/extension/firefox
	@lintian --allow-root --pedantic --display-info --fail-on pedantic,info,warning,error $(OUT)/bussola_*.deb
	@cd $(OUT) && sha256sum bussola* > SHA256SUMS && cat SHA256SUMS
	@rm -rf $(SITE) && cp -R $(OUT) $(SITE)
	@for installer in $(wildcard $(WINDOWS)); do cp $$installer $(SITE); done
	@cd $(SITE) && sha256sum bussola* > SHA256SUMS
	@node manifests/site/build.mjs $(VERSION) $(SITE)

# Stages the files of `make install` below $(WORK)/debian and $(WORK)/tarball.
programs:
	@mkdir -p $(WORK)
	@rm -rf $(WORK)/debian $(WORK)/tarball $(WORK)/store $(WORK)/source $(PROGRAMS:%=$(WORK)/native/%)
	@$(NATIVE) install DESTDIR='$(CURDIR)/$(WORK)/debian' PREFIX=/usr SCOPE=--system $(LOGGED)

# The same objects, linked to search the program's directory for libraries first.
relocatable:
	@rm -f $(PROGRAMS:%=$(WORK)/native/%)
	@$(NATIVE) LDFLAGS="-pie -Wl,-z,relro,-z,now -Wl,--disable-new-dtags,-rpath,'\$$\$$ORIGIN'" \
	    install DESTDIR='$(CURDIR)/$(WORK)/tarball' PREFIX= SCOPE= $(LOGGED)
