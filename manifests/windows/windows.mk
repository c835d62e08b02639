# The three programs for Windows on x86-64, built here with mingw-w64. Called by the Makefile: make windows.
include native-host/contract/contract.mk native-host/native.mk

CROSS     := x86_64-w64-mingw32-
WINDOWS   := $(BUILD)/windows
LIBRARIES := $(WINDOWS)/libraries

# Windows itself has no C99 printf; mingw-w64 brings one. 0x0A00 is Windows 10.
WINDOWS_CPPFLAGS := -Iinclude -I$(BUILD)/gen/include -Inative-host -isystem $(LIBRARIES)/include -DBS_VERSION='"$(VERSION)"' \
                    -D__USE_MINGW_ANSI_STDIO=1 -D_WIN32_WINNT=0x0A00 -DNTDDI_VERSION=0x0A000004 -DUNICODE -DZIP_STATIC -DCURL_STATICLIB
# Its isnan converts to float in a branch that is not taken; Linux checks the formats.
WINDOWS_CFLAGS   := -std=c17 $(WARNINGS) -Wno-float-conversion -Wno-format -O2 -fno-ident -fstack-protector-strong -ffunction-sections -fdata-sections \
                    -ffile-prefix-map=$(CURDIR)=.
WINDOWS_LDFLAGS  := -municode -static -s -Wl,--gc-sections,--dynamicbase,--nxcompat,--high-entropy-va,--no-insert-timestamp

windows_objects = $(patsubst %.c,$(WINDOWS)/obj/%.o,$(1))
windows_of      = $(filter-out native-host/platform/posix/% native-host/platform/linux/%,$(1))
PLATFORM_SRC := $(wildcard native-host/platform/windows/*.c native-host/platform/windows/files/*.c)
SHARED_OBJ   := $(call windows_objects,$(call windows_of,$(LIB_SRC)) $(PLATFORM_SRC)) \
                $(patsubst %.o,$(WINDOWS)/gen/%.o,$(notdir $(EMBED_OBJ))) $(WINDOWS)/gen/contract.o
INGEST_OBJ   := $(call windows_objects,$(filter-out %/curl_library.c,$(call windows_of,$(INGEST_SRC))) native-host/ingest/http/curl_linked.c)
NETWORK_LIBS := -lcrypt32 -lsecur32 -lws2_32
SYSTEM_LIBS  := -lbcrypt -ladvapi32 -lole32 -lversion -lssp

$(WINDOWS)/bussola-host.exe: $(call windows_objects,$(call windows_of,$(HOST_SRC))) $(WINDOWS)/libbussola.a
	@echo "  LD $@"; $(CROSS)gcc $(WINDOWS_LDFLAGS) -o $@ $^ $(LIBS)

$(WINDOWS)/bussola-import.exe: $(call windows_objects,$(IMPORT_SRC) $(call windows_of,$(START_SRC))) \
                               $(WINDOWS)/libbussola-ingest.a $(WINDOWS)/libbussola.a
	@echo "  LD $@"; $(CROSS)gcc $(WINDOWS_LDFLAGS) -o $@ $^ -L$(LIBRARIES)/lib -lzip $(LIBS)

$(WINDOWS)/bussola.exe: $(call windows_objects,$(CLI_SRC:%/schedule_systemd.c=%/schedule_tasks.c)) $(WINDOWS)/gen/messages.o $(WINDOWS)/libbussola-ingest.a \
                        $(WINDOWS)/libbussola.a
	@echo "  LD $@"; $(CROSS)gcc $(WINDOWS_LDFLAGS) -o $@ $^ -L$(LIBRARIES)/lib -lcurl -lzip $(LIBS) $(NETWORK_LIBS)

LIBS = -L$(LIBRARIES)/lib -lz -lsqlite3 -lcjson $(SYSTEM_LIBS)

.PHONY: windows
PROGRAMS := $(addprefix $(WINDOWS)/,bussola-host.exe bussola-import.exe bussola.exe)
windows: $(PROGRAMS)
	@manifests/windows/check $(PROGRAMS)
$(PROGRAMS): $(WINDOWS)/%.exe: $(WINDOWS)/obj/%.res.o

# What Windows reads about a program: its name, its version, and that its texts are UTF-8.
comma := ,
$(WINDOWS)/obj/%.res.o: manifests/windows/program.rc manifests/windows/program.manifest
	@mkdir -p $(@D)
	$(CROSS)windres -DPROGRAM='\"$*\"' -DVERSION='\"$(VERSION)\"' -DNUMBERS='$(subst .,$(comma),$(VERSION)),0' -o $@ $<

# ---- installer -------------------------------------------------------------------------------
SOURCE_DATE_EPOCH ?= $(shell git log -1 --format=%ct)
export SOURCE_DATE_EPOCH WINDOWS_KEY WINDOWS_CERTIFICATE WINDOWS_TIMESTAMP

INSTALLER := $(WINDOWS)/bussola-$(VERSION)-windows-x86_64.exe
STAGED    := $(WINDOWS)/staged

.PHONY: installer
installer: $(PROGRAMS)
	@rm -rf $(STAGED) && mkdir -p $(STAGED)
	@cp $(PROGRAMS) $(STAGED) && manifests/windows/sign $(PROGRAMS:$(WINDOWS)/%=$(STAGED)/%)
	@node manifests/windows/icon.mjs $(STAGED)/bussola.ico $(foreach size,16 32 48 128,extension/public/icon/$(size).png)
	@makensis -V2 -WX -INPUTCHARSET UTF8 -DVERSION=$(VERSION) -DPROGRAMS=$(STAGED) -DEXTENSION=build/extension \
	    -DICON=$(STAGED)/bussola.ico -DOUTPUT=$(INSTALLER) $(if $(WINDOWS_KEY),-DSIGN=manifests/windows/sign) \
	    -NOCD manifests/windows/installer.nsi
	@manifests/windows/sign $(INSTALLER)
	@manifests/windows/catalogues $(WINDOWS)/catalogues $(VERSION) $(INSTALLER) '$(DOWNLOADS)'
	@cd $(WINDOWS) && sha256sum $(notdir $(INSTALLER))

$(WINDOWS)/libbussola.a: $(SHARED_OBJ)
	@rm -f $@
	@$(CROSS)ar rcsD $@ $^

$(WINDOWS)/libbussola-ingest.a: $(INGEST_OBJ)
	@rm -f $@
	@$(CROSS)ar rcsD $@ $^

WINDOWS_COMPILE = @mkdir -p $(@D); echo "  CC $<"; $(CROSS)gcc $(WINDOWS_CFLAGS) $(WINDOWS_CPPFLAGS) -MMD -MP

$(WINDOWS)/obj/%.o: %.c $(LIBRARIES)/lib/.sources | $(CONTRACT_H)
	$(WINDOWS_COMPILE) -c -o $@ $<

$(WINDOWS)/gen/%.o: $(BUILD)/gen/%.c $(LIBRARIES)/lib/.sources | $(CONTRACT_H)
	$(WINDOWS_COMPILE) -Wno-overlength-strings -Inative-host/cli/output -Inative-host/store/db -c -o $@ $<

$(LIBRARIES)/lib/.sources: manifests/windows/libraries manifests/windows/sources manifests/windows/sqlite_share.h
	@manifests/windows/libraries $(LIBRARIES)
	@touch $@

-include $(shell find $(WINDOWS)/obj $(WINDOWS)/gen -name '*.d' 2>/dev/null)
