# Bussola. `make help` lists what can be made; `make run` and `make test` install what is missing.

VERSION := 0.2.0
BUILD   ?= build

# Root installs for everybody on the machine, anybody else for themselves.
ifeq ($(shell id -u),0)
PREFIX ?= /usr/local
SCOPE  := --system
else
PREFIX ?= $(HOME)/.local
SCOPE  :=
endif

export PATH := $(CURDIR)/.tools/bin:$(PATH)

# ---- compiler --------------------------------------------------------------------------------
CC       ?= gcc
WARNINGS := -Wall -Wextra -Wpedantic -Wconversion -Werror
HARDEN   := -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE
CPPFLAGS += -Iinclude -D_GNU_SOURCE -DBS_VERSION='"$(VERSION)"'
CFLAGS   ?= -O2 -g
LDFLAGS  += -pie -Wl,-z,relro,-z,now

ifdef SANITIZE
CFLAGS   := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
HARDEN   := -fPIE
endif
ifdef COVERAGE
CFLAGS   := -O0 -g --coverage
HARDEN   := -fPIE
endif

pkg = $(shell pkg-config $(1) $(2) 2>/dev/null)
HOST_LIBS   = $(call pkg,--libs,libcjson sqlite3) -lm
INGEST_LIBS = $(call pkg,--libs,libzip libseccomp)
PARALLEL    = $(MAKE) --no-print-directory -j$(shell nproc)
COMPILE     = @echo "  CC $<"; $(CC) -std=c17 $(WARNINGS) $(HARDEN) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c

# ---- sources ---------------------------------------------------------------------------------
objects = $(patsubst %.c,$(BUILD)/obj/%.o,$(1))
LIB_SRC    := $(wildcard native-host/core/*.c native-host/store/*.c native-host/wire/*.c)
INGEST_SRC := $(wildcard native-host/ingest/*.c)
HOST_SRC   := $(wildcard native-host/host/*.c)
UNIT_SRC   := $(wildcard tests/unit/*/test_*.c)
ifneq ($(SANITIZE)$(COVERAGE)$(UNLOCKED),)
# Sanitizers, gcov and Valgrind do what the sandbox forbids.
HOST_SRC   := $(filter-out %/host/sandbox.c,$(HOST_SRC)) tests/protocol/lib/unlocked.c
UNIT_SRC   := $(filter-out %/test_sandbox.c,$(UNIT_SRC))
endif
ifdef COVERAGE
INGEST_SRC := $(filter-out %/offline.c,$(INGEST_SRC))
LIB_SRC    += tests/protocol/lib/counted.c
UNIT_SRC   := $(filter-out %/test_offline.c,$(UNIT_SRC))
LDFLAGS    += -Wl,--wrap=_exit
endif
# What both programs that a browser starts begin with.
START_SRC  := $(filter-out %/main.c,$(HOST_SRC))
IMPORT_SRC := $(wildcard native-host/importer/*.c)
CLI_SRC    := $(wildcard native-host/cli/*.c)
UNIT_BIN   := $(UNIT_SRC:tests/unit/%.c=$(BUILD)/unit/%)

# name:file, each the text behind bs_embedded_NAME (include/bussola/embedded.h)
EMBED := model:native-host/core/model.json schema:native-host/store/schema.sql \
         extension_ids:manifests/extension-ids.json browsers:manifests/browsers.json \
         manifest_chromium:manifests/host.chromium.json manifest_firefox:manifests/host.firefox.json \
         import_chromium:manifests/import.chromium.json import_firefox:manifests/import.firefox.json \
         tokens:extension/shared/tokens.css report_style:extension/entrypoints/report/report.css
EMBED_OBJ := $(foreach e,$(EMBED),$(BUILD)/gen/embed_$(firstword $(subst :, ,$(e))).o)

# ---- what people call ------------------------------------------------------------------------
.DEFAULT_GOAL := help
.SECONDARY:
.PHONY: help run test unit test-c test-protocol test-soak test-reader corpus test-browser lint bench build \
        extension native dist install uninstall clean screens fuzz soak coverage sanitize valgrind

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

run: ## install what is missing, build, walk a sample LinkedIn in Chromium, show badge and score card
	@.ci/setup build browsers
	@$(PARALLEL) build
	@node tests/browser/run.mjs

test: ## install what is missing, run every suite
	@.ci/setup build browsers debug
	@$(PARALLEL) build unit
	@$(MAKE) --no-print-directory test-c test-protocol test-soak test-reader test-browser

build: native extension ## the three binaries and the extension for both browsers

native: $(BUILD)/bussola-host $(BUILD)/bussola-import $(BUILD)/bussola

unit: $(UNIT_BIN)

test-c: unit $(BUILD)/gen/catalogue.c ## C units, as built and again under ASan and UBSan; the fuzzers' corpus replayed
	@for t in $(UNIT_BIN); do echo "== $$t"; $$t || exit 1; done
ifndef SANITIZE
	@$(PARALLEL) BUILD=$(BUILD)/sanitized SANITIZE=1 unit
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/sanitized SANITIZE=1 test-c
	@$(PARALLEL) -f tests/fuzz/fuzz.mk BUILD=$(BUILD) replay
endif

test-protocol: native previous $(BUILD)/tests/without $(BUILD)/tests/faulty.so $(BUILD)/tests/probe.so ## sessions with the real processes
	node --test --test-reporter=spec 'tests/protocol/**/*.test.mjs'

.PHONY: previous
previous: # the release before this one, for the tests of updates
	@.ci/previous

test-soak: native ## every writer killed at random moments, many hosts at once; `soak` for a few seconds
	@$(MAKE) --no-print-directory -f tests/soak/soak.mk BUILD=$(BUILD) CC=$(CC) short

test-reader: ## units of the extension
	cd extension && npm test --silent

corpus: ## the reader on its corpus of pages: precision and recall
	@.ci/setup build
	@cd extension && npx --no-install wxt prepare >/dev/null && npx --no-install vitest run --reporter=dot reader/corpus.test.ts

test-browser: build previous $(BUILD)/tests/faulty.so ## the walk in Chromium and Firefox
	node --test --test-reporter=spec --test-concurrency=1 'tests/browser/**/*.test.mjs'

screens: build ## screenshots of every state into build/screens
	node tests/browser/screens.mjs

.PHONY: store
store: build ## the pictures that both stores ask for, of the real pages, into build/store
	node tests/browser/store.mjs

SECONDS ?= 60
fuzz: ## fuzz each target for SECONDS (60), from the committed corpus
	@.ci/setup build debug
	@$(PARALLEL) native
	@$(PARALLEL) -f tests/fuzz/fuzz.mk BUILD=$(BUILD) SECONDS=$(SECONDS) fuzz

dist: ## packages for Debian, for any Linux without root, and for both stores, into build/dist
	@.ci/setup build packages
	@$(MAKE) --no-print-directory -f manifests/packages/packages.mk VERSION=$(VERSION) BUILD=$(BUILD) dist

.PHONY: test-dist
test-dist: dist ## the packages: built again elsewhere, installed, moved; BUSSOLA_TEST_SYSTEM=1: on this machine too
	@.ci/setup build browsers packages shells
	node --test --test-reporter=spec --test-concurrency=1 'tests/packages/**/*.test.mjs'

soak: SECONDS = 3600
soak: ## for SECONDS (an hour): kill every writer and whole browsers at random moments, crowd one database
	@.ci/setup build browsers
	@$(PARALLEL) build
	@$(MAKE) --no-print-directory -f tests/soak/soak.mk BUILD=$(BUILD) CC=$(CC) SECONDS=$(SECONDS) soak

bench: native extension ## measure against minimal peers, the import against unzip, the reader in Chromium
	@.ci/setup build bench browsers
	@$(MAKE) --no-print-directory -f tests/bench/bench.mk BUILD=$(BUILD) bench
	@echo; echo "saves among others, imports always under way"
	@$(MAKE) --no-print-directory -f tests/soak/soak.mk BUILD=$(BUILD) CC=$(CC) load
	@node tests/bench/reader.mjs

# The protocol suite with programs that are watched (tests/browser/lib/paths.mjs says what is left out).
SUITE = node --test --test-reporter=dot --test-concurrency=$(shell nproc) 'tests/protocol/**/*.test.mjs'

sanitize: ## the protocol suite with programs under ASan and UBSan
	@.ci/setup build debug
	@$(PARALLEL) BUILD=build/sanitized SANITIZE=1 native build/sanitized/tests/without
	@rm -rf build/sanitized/log && mkdir build/sanitized/log
	BUILD=build/sanitized WATCHED=sanitizers ASAN_OPTIONS=log_path=$(CURDIR)/build/sanitized/log/found $(SUITE)
	@! cat build/sanitized/log/* 2>/dev/null

COVERED  := core wire store ingest
LCOV     := lcov --quiet --rc lcov_branch_coverage=1
MEASURED  = build/coverage/obj/native-host
coverage: ## lines and branches of core, wire, store and ingest that units and protocol suite reach: 90 % of each
	@.ci/setup build debug
	@$(PARALLEL) BUILD=build/coverage COVERAGE=1 unit native build/coverage/tests/without build/coverage/tests/faulty.so
	@find build/coverage -name '*.gcda' -delete
	@$(LCOV) --capture --initial --directory $(MEASURED) --output-file build/coverage/none.info
	@for t in $(patsubst tests/unit/%.c,build/coverage/unit/%,$(filter-out %/test_sandbox.c %/test_offline.c,$(UNIT_SRC))); do \
	    $$t >/dev/null 2>&1 || { echo "$$t failed"; exit 1; }; done
	BUILD=build/coverage WATCHED=gcov $(SUITE)
	@$(LCOV) --capture --directory $(MEASURED) --output-file build/coverage/some.info
	@$(LCOV) --add-tracefile build/coverage/none.info --add-tracefile build/coverage/some.info \
	    --output-file build/coverage/every.info
	@$(LCOV) --extract build/coverage/every.info $(COVERED:%='*/native-host/%/*') \
	    --output-file build/coverage/all.info
	@lcov --rc lcov_branch_coverage=1 --list build/coverage/all.info
	@.ci/coverage build/coverage/all.info 90

VALGRIND := valgrind --quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite,indirect,possible \
              --child-silent-after-fork=yes
valgrind: ## C units and the protocol suite under Valgrind
	@.ci/setup build debug
	@$(PARALLEL) BUILD=build/unlocked UNLOCKED=1 unit native build/unlocked/tests/without
	@for t in $(patsubst tests/unit/%.c,build/unlocked/unit/%,$(filter-out %/test_sandbox.c %/test_offline.c,$(UNIT_SRC))); do \
	    echo "== $$t"; $(VALGRIND) $$t >build/unlocked/valgrind.log 2>&1 || { cat build/unlocked/valgrind.log; exit 1; }; done
	@.ci/valgrind build/unlocked build/valgrind
	BUILD=build/valgrind WATCHED=valgrind $(SUITE)
	@! grep -H '^==' build/valgrind/log/*

lint: ## formatting, static analysis, types, the extension's own rules
	@.ci/setup build browsers lint debug
	@$(MAKE) --no-print-directory lint-c lint-extension

C_FILES    = $(shell find native-host include tests -name '*.[ch]' -not -path '*/node_modules/*')
TIDY_FILES = $(filter %.c,$(C_FILES))
.PHONY: lint-c lint-extension
lint-c: $(EMBED_OBJ)
	.ci/arrows
	.ci/paths
	clang-format --dry-run --Werror $(C_FILES)
	cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr \
	    --suppress=missingIncludeSystem --suppress=varFuncNullUB --error-exitcode=1 -Iinclude -DBS_VERSION='""' native-host
	printf '%s\n' $(TIDY_FILES) | xargs -P 2 -n 6 .ci/tidy 2>$(BUILD)/tidy.log \
	    || { cat $(BUILD)/tidy.log; exit 1; }

lint-extension: extension
	cd extension && npm run --silent check
	cd tests && ../extension/node_modules/.bin/eslint .
	cd extension && npx --no-install prettier --config .prettierrc.json --log-level warn --check \
	    '../tests/**/*.mjs' '../manifests/**/*.mjs'
	cd extension && npx --no-install web-ext lint --self-hosted --warnings-as-errors \
	    --source-dir ../build/extension/firefox

# Where Debian's Chromium and Firefox ESR take system add-ons from, as Debian's webext packages do.
CHROMIUM_ADDON = $(DESTDIR)/usr/share/chromium/extensions/bussola
FIREFOX_ADDON  = $(DESTDIR)/usr/share/mozilla/extensions/{ec8030f7-c20a-464f-9b0e-13a3a9e97384}/bussola@bussola.org
# Versions side by side, and a link to the one in force (native-host/cli/versions.h).
INSTALL_LIB    = $(DESTDIR)$(PREFIX)/lib/bussola
INSTALL_VERSION = $(INSTALL_LIB)/$(VERSION)
INSTALL_SHARE  = $(DESTDIR)$(PREFIX)/share/bussola
INSTALL_MAN    = $(DESTDIR)$(PREFIX)/share/man/man1
INSTALL_BASH   = $(DESTDIR)$(PREFIX)/share/bash-completion/completions
INSTALL_ZSH    = $(DESTDIR)$(PREFIX)/share/zsh/site-functions
INSTALL_FISH   = $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d

install: ## install for real: binaries, extension, and the host registered with the browsers found
	@.ci/setup build
	@$(PARALLEL) build
	install -d $(INSTALL_VERSION) $(DESTDIR)$(PREFIX)/bin $(INSTALL_SHARE)
	for p in bussola-host bussola-import bussola; do \
	    install -m 755 $(BUILD)/$$p $(INSTALL_VERSION)/.$$p.new && \
	    mv -f $(INSTALL_VERSION)/.$$p.new $(INSTALL_VERSION)/$$p || exit 1; done
ifdef DESTDIR
	ln -sfn $(VERSION) $(INSTALL_LIB)/current
endif
	ln -sfn ../lib/bussola/current/bussola $(DESTDIR)$(PREFIX)/bin/bussola
	rm -rf $(INSTALL_SHARE)/extension.new $(INSTALL_SHARE)/extension.old
	cp -R build/extension $(INSTALL_SHARE)/extension.new
	chmod -R u=rwX,go=rX $(INSTALL_SHARE)/extension.new
	test ! -e $(INSTALL_SHARE)/extension || mv $(INSTALL_SHARE)/extension $(INSTALL_SHARE)/extension.old
	mv $(INSTALL_SHARE)/extension.new $(INSTALL_SHARE)/extension
	rm -rf $(INSTALL_SHARE)/extension.old
	install -d $(INSTALL_MAN) $(INSTALL_BASH) $(INSTALL_ZSH) $(INSTALL_FISH)
	LC_ALL=C $(BUILD)/bussola manual --directory $(INSTALL_MAN)
	LC_ALL=C $(BUILD)/bussola completions bash > $(INSTALL_BASH)/bussola
	LC_ALL=C $(BUILD)/bussola completions zsh > $(INSTALL_ZSH)/_bussola
	LC_ALL=C $(BUILD)/bussola completions fish > $(INSTALL_FISH)/bussola.fish
ifneq ($(SCOPE),)
	install -d $(dir $(CHROMIUM_ADDON)) '$(dir $(FIREFOX_ADDON))'
	ln -sfn $(PREFIX)/share/bussola/extension/chrome $(CHROMIUM_ADDON)
	ln -sfn $(PREFIX)/share/bussola/extension/firefox '$(FIREFOX_ADDON)'
endif
ifndef DESTDIR
	$(INSTALL_VERSION)/bussola install $(SCOPE) || test $$? -eq 3 # 3: no browser here yet
	rm -f $(addprefix $(INSTALL_LIB)/,bussola-host bussola-import bussola) # where 0.1 had them
endif

uninstall: ## take back what install did; the data stays
ifndef DESTDIR
	-test ! -x $(PREFIX)/bin/bussola || $(PREFIX)/bin/bussola uninstall $(SCOPE)
endif
ifneq ($(SCOPE),)
	rm -f $(CHROMIUM_ADDON) '$(FIREFOX_ADDON)'
endif
	rm -f $(DESTDIR)$(PREFIX)/bin/bussola $(INSTALL_MAN)/bussola.1 $(INSTALL_MAN)/bussola-*.1
	rm -f $(INSTALL_BASH)/bussola $(INSTALL_ZSH)/_bussola $(INSTALL_FISH)/bussola.fish
	rm -rf $(INSTALL_LIB) $(INSTALL_SHARE)/extension
	-rmdir $(INSTALL_SHARE) 2>/dev/null # without root the data lie here too, and stay

clean: ## remove what was built
	rm -rf $(BUILD) extension/.wxt extension/.output

# ---- native ----------------------------------------------------------------------------------
$(BUILD)/bussola-host: $(call objects,$(HOST_SRC)) $(BUILD)/gen/filter.o $(BUILD)/libbussola.a
	@echo "  LD $@"; $(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(HOST_LIBS)

$(BUILD)/bussola-import: $(call objects,$(IMPORT_SRC) $(START_SRC)) $(BUILD)/gen/filter.o \
                         $(BUILD)/libbussola-ingest.a $(BUILD)/libbussola.a
	@echo "  LD $@"; $(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(HOST_LIBS) $(call pkg,--libs,libzip)

$(BUILD)/bussola: $(call objects,$(CLI_SRC)) $(BUILD)/gen/catalogue.o $(BUILD)/libbussola-ingest.a \
                  $(BUILD)/libbussola.a
	@echo "  LD $@"; $(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(HOST_LIBS) $(INGEST_LIBS)

# Two archives: the host must never pull in libzip or what loads libcurl.
$(BUILD)/libbussola.a: $(call objects,$(LIB_SRC)) $(EMBED_OBJ)
	@rm -f $@
	@$(AR) rcs $@ $^

$(BUILD)/libbussola-ingest.a: $(call objects,$(INGEST_SRC))
	@rm -f $@
	@$(AR) rcs $@ $^

$(BUILD)/obj/%.o: %.c $(BUILD)/.version
	@mkdir -p $(@D)
	$(COMPILE) -o $@ $<

# Touched by another version alone: what has it compiled in is compiled anew.
.PHONY: force
$(BUILD)/.version: force
	@mkdir -p $(@D)
	@echo '$(VERSION)' | cmp -s - $@ || echo '$(VERSION)' > $@

define embed_rule
$(BUILD)/gen/embed_$(1).c: $(2) Makefile
	@mkdir -p $$(@D)
	@{ echo '#include "bussola/embedded.h"'; echo 'const char bs_embedded_$(1)[] ='; \
	   sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/?/\\?/g' -e 's/^/"/' -e 's/$$$$/\\n"/' $(2); echo ';'; } > $$@
endef
$(foreach e,$(EMBED),$(eval $(call embed_rule,$(firstword $(subst :, ,$(e))),$(lastword $(subst :, ,$(e))))))

# The texts of the extension's catalogue, English first, for the CLI.
CATALOGUE := en $(filter-out en,$(notdir $(patsubst %/messages.json,%,$(wildcard extension/_locales/*/messages.json))))
$(BUILD)/gen/catalogue.c: $(BUILD)/gen/make-catalogue $(CATALOGUE:%=extension/_locales/%/messages.json)
	$< $(foreach l,$(CATALOGUE),$(l)=extension/_locales/$(l)/messages.json) > $@.part
	@mv $@.part $@

$(BUILD)/gen/make-catalogue: native-host/cli/gen/catalogue.c
	@mkdir -p $(@D)
	$(CC) -std=c17 $(WARNINGS) $(CPPFLAGS) -O1 -o $@ $< $(call pkg,--libs,libcjson)

$(BUILD)/gen/catalogue.o: CPPFLAGS += -Inative-host/cli

# The host's filter of system calls, compiled ahead so that no start pays for it.
$(BUILD)/gen/filter.c: $(BUILD)/gen/make-filter
	$< > $@.part
	@mv $@.part $@

$(BUILD)/gen/make-filter: native-host/host/gen/filter.c
	@mkdir -p $(@D)
	$(CC) -std=c17 $(WARNINGS) $(CPPFLAGS) -O1 -o $@ $< $(call pkg,--libs,libseccomp)

$(BUILD)/gen/filter.o: CPPFLAGS += -Inative-host/host

# C99 promises string literals of 4,095 bytes only; gcc and clang take any length.
$(BUILD)/gen/%.o: $(BUILD)/gen/%.c
	$(COMPILE) -Wno-overlength-strings -o $@ $<

# The host's own modules are in no library; their tests name them.
$(BUILD)/unit/host/test_sandbox: $(BUILD)/obj/native-host/host/sandbox.o $(BUILD)/gen/filter.o

# Calls that these tests lead to their own, which fail (tests/unit/failing.h, store/failing.h).
FAILING_MEMORY := malloc calloc realloc
FAILING_STORE  := sqlite3_step sqlite3_exec sqlite3_prepare_v2 sqlite3_prepare_v3 \
                  sqlite3_bind_int64 sqlite3_open_v2 sqlite3_backup_step sqlite3_wal_autocheckpoint \
                  sqlite3_wal_checkpoint_v2 sqlite3_busy_handler sqlite3_file_control sqlite3_db_config \
                  open openat stat lstat fstat mkdir chmod fchmod link rename renameat unlink unlinkat fsync \
                  flock lseek opendir fdopendir readdir pread getrandom read write
FAILING_PULL   := getrandom socketpair fork send recv waitpid dlopen dlsym bs_offline_enter bs_online_enter
wrapped = $(addprefix -Wl$(comma)--wrap=,$(FAILING_MEMORY) $(1))
comma := ,
$(BUILD)/unit/store/test_failing $(BUILD)/unit/wire/test_failing: LDFLAGS += $(call wrapped,$(FAILING_STORE))
$(BUILD)/unit/ingest/test_failing: LDFLAGS += $(call wrapped,getrandom zip_stat_index zip_fopen_index zip_fread)
$(BUILD)/unit/ingest/test_fetching: LDFLAGS += $(call wrapped,$(FAILING_PULL))

$(BUILD)/unit/%: $(BUILD)/obj/tests/unit/%.o $(BUILD)/libbussola-ingest.a $(BUILD)/libbussola.a
	@mkdir -p $(@D)
	@echo "  LD $@"; $(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(HOST_LIBS) $(INGEST_LIBS) $(call pkg,--libs,cmocka)

# Preloaded: makes the disk fail under a program, or tries to get out of its locks.
$(BUILD)/tests/%.so: tests/protocol/lib/%.c
	@mkdir -p $(@D)
	$(CC) -std=c17 $(WARNINGS) $(CPPFLAGS) -O1 -fPIC -shared -o $@ $<

# Runs a program as on an older kernel.
$(BUILD)/tests/without: tests/protocol/lib/without.c
	@mkdir -p $(@D)
	$(CC) -std=c17 $(WARNINGS) $(CPPFLAGS) -O1 -o $@ $< $(call pkg,--libs,libseccomp)

-include $(shell find $(BUILD)/obj $(BUILD)/gen -name '*.d' 2>/dev/null)

# ---- extension -------------------------------------------------------------------------------
extension: $(BUILD)/.extension

EXTENSION_SRC := $(shell find extension -type f -not -path '*/node_modules/*' -not -path '*/.wxt/*' \
                   -not -path '*/.output/*' -not -name '*.test.ts' 2>/dev/null)
$(BUILD)/.extension: $(EXTENSION_SRC)
	@mkdir -p $(BUILD)
	cd extension && npm run --silent build
	@touch $@
