# The three programs and the C units. Included by the Makefile.

# ---- compiler --------------------------------------------------------------------------------
CC       ?= gcc
# For programs that run on the machine that builds; differs from CC in a cross build.
CC_FOR_BUILD ?= $(CC)
PKG_CONFIG   ?= pkg-config
MACHINE      := $(shell $(CC) -dumpmachine)
WARNINGS := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wcast-qual -Wmissing-prototypes \
            -Wstrict-prototypes -Wformat=2 -Werror
# Only x86 has this control-flow protection; elsewhere the compiler refuses the flag.
HARDEN   := -fstack-protector-strong -fstack-clash-protection -D_FORTIFY_SOURCE=3 -fPIE \
            $(if $(filter x86_64-%,$(MACHINE)),-fcf-protection)
CPPFLAGS += -Iinclude -I$(BUILD)/gen/include -Inative-host -DBS_VERSION='"$(VERSION)"'
# Declares POSIX and GNU functions: for the platform, generators and tests.
SYSTEM   := -D_GNU_SOURCE
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

pkg = $(shell $(PKG_CONFIG) $(1) $(2) 2>/dev/null)
pkg_for_build = $(shell pkg-config $(1) $(2) 2>/dev/null)
HOST_LIBS   = $(call pkg,--libs,libcjson sqlite3) -lm
INGEST_LIBS = $(call pkg,--libs,libzip zlib libseccomp)
# Suites start at this moment, whatever the date; test-dates uses others.
AT         ?= tests/at "2027-01-13 12:00"
CLOCK       = $(BUILD)/tests/clock.so
PARALLEL    = $(MAKE) --no-print-directory -j$(shell nproc)
COMPILE     = @echo "  CC $<"; $(CC) -std=c17 $(WARNINGS) $(HARDEN) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c
GENERATOR   = $(CC_FOR_BUILD) -std=c17 $(WARNINGS) $(CPPFLAGS) $(SYSTEM) -O1
# For what tests preload or start.
HELPER      = $(CC) -std=c17 $(WARNINGS) $(CPPFLAGS) $(SYSTEM) -O1

# ---- sources ---------------------------------------------------------------------------------
objects = $(patsubst %.c,$(BUILD)/obj/%.o,$(1))
LIB_SRC    := $(wildcard native-host/core/*/*.c native-host/store/*.c native-host/store/*/*.c native-host/codec/*.c native-host/service/*.c) \
              $(filter-out %/sandbox.c %/offline.c,$(wildcard native-host/platform/common/*.c native-host/platform/posix/*.c native-host/platform/linux/*.c))
INGEST_SRC := $(filter-out %/curl_linked.c,$(wildcard native-host/ingest/*.c native-host/ingest/*/*.c)) native-host/platform/linux/offline.c
HOST_SRC   := $(wildcard native-host/bin/host/*.c) native-host/platform/linux/sandbox.c
UNIT_SRC   := $(wildcard tests/unit/*/test_*.c)
ifneq ($(SANITIZE)$(COVERAGE)$(UNLOCKED),)
# Sanitizers, gcov and Valgrind do what the confinement forbids.
HOST_SRC   := $(filter-out %/linux/sandbox.c,$(HOST_SRC)) tests/lib/unlocked.c
UNIT_SRC   := $(filter-out %/test_sandbox.c,$(UNIT_SRC))
endif
ifdef SANITIZE
# Nothing can be loaded before a sanitizer.
AT    :=
CLOCK :=
endif
ifdef COVERAGE
INGEST_SRC := $(filter-out %/offline.c,$(INGEST_SRC))
LIB_SRC    += tests/lib/counted.c
UNIT_SRC   := $(filter-out %/test_offline.c,$(UNIT_SRC))
LDFLAGS    += -Wl,--wrap=_exit
endif
# The common start of both programs that a browser runs.
START_SRC  := $(filter-out %/main.c,$(HOST_SRC))
IMPORT_SRC := $(wildcard native-host/bin/importer/*.c)
CLI_SRC    := $(filter-out %/schedule_tasks.c,$(wildcard native-host/cli/*.c native-host/cli/*/*.c))
UNIT_BIN   := $(UNIT_SRC:tests/unit/%.c=$(BUILD)/unit/%)

# name:file, each the text behind bs_embedded_NAME (include/bussola/core/embedded.h)
EMBED := model_1:include/contract/models/bussola-1.json model_2:include/contract/models/bussola-2.json schema:native-host/store/db/schema.sql \
         extension_ids:manifests/extension-ids.json browsers:manifests/browsers.json \
         addresses:manifests/addresses.json \
         manifest_chromium:manifests/host.chromium.json manifest_firefox:manifests/host.firefox.json \
         import_chromium:manifests/import.chromium.json import_firefox:manifests/import.firefox.json
EMBED_OBJ := $(foreach e,$(EMBED),$(BUILD)/gen/embed_$(firstword $(subst :, ,$(e))).o) \
             $(BUILD)/gen/embed_schemas.o

# ---- native ----------------------------------------------------------------------------------
$(BUILD)/obj/native-host/platform/%.o $(BUILD)/obj/tests/%.o: CPPFLAGS += $(SYSTEM)

$(BUILD)/bussola-host: $(call objects,$(HOST_SRC)) $(BUILD)/gen/filter.o $(BUILD)/libbussola.a
	@echo "  LD $@"; $(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(HOST_LIBS)

$(BUILD)/bussola-import: $(call objects,$(IMPORT_SRC) $(START_SRC)) $(BUILD)/gen/filter.o \
                         $(BUILD)/libbussola-ingest.a $(BUILD)/libbussola.a
	@echo "  LD $@"; $(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(HOST_LIBS) $(call pkg,--libs,libzip)

$(BUILD)/bussola: $(call objects,$(CLI_SRC)) $(BUILD)/gen/messages.o $(BUILD)/libbussola-ingest.a \
                  $(BUILD)/libbussola.a
	@echo "  LD $@"; $(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(HOST_LIBS) $(INGEST_LIBS)

# Two archives: the host must never link libzip or the code that loads libcurl.
$(BUILD)/libbussola.a: $(call objects,$(LIB_SRC)) $(EMBED_OBJ) $(BUILD)/gen/contract.o
	@rm -f $@
	@$(AR) rcs $@ $^

$(BUILD)/libbussola-ingest.a: $(call objects,$(INGEST_SRC))
	@rm -f $@
	@$(AR) rcs $@ $^

$(BUILD)/obj/%.o: %.c $(BUILD)/.compiled-by | $(CONTRACT_H)
	@mkdir -p $(@D)
	$(COMPILE) -o $@ $<

# Changes only with how things are compiled, to compile them again then.
COMPILED_BY := $(CC) $(CC_FOR_BUILD) $(WARNINGS) $(HARDEN) $(CPPFLAGS) $(SYSTEM) $(CFLAGS)
.PHONY: force
$(BUILD)/.compiled-by: force
	@mkdir -p $(@D)
	@echo '$(subst ','\'',$(COMPILED_BY))' | cmp -s - $@ || echo '$(subst ','\'',$(COMPILED_BY))' > $@

define embed_rule
$(BUILD)/gen/embed_$(1).c: $(2) native-host/native.mk
	@mkdir -p $$(@D)
	@{ echo '#include "bussola/core/embedded.h"'; echo 'const char bs_embedded_$(1)[] ='; \
	   sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/?/\\?/g' -e 's/^/"/' -e 's/$$$$/\\n"/' $(2); echo ';'; } > $$@
endef
$(foreach e,$(EMBED),$(eval $(call embed_rule,$(firstword $(subst :, ,$(e))),$(lastword $(subst :, ,$(e))))))

# The command line's texts, English first: its own, and those it shares with the extension.
LANGUAGES := en it
$(BUILD)/gen/messages.c: $(BUILD)/gen/make-messages $(LANGUAGES:%=native-host/cli/text/%.json) \
                          $(LANGUAGES:%=extension/_locales/%/messages.json)
	$< $(foreach l,$(LANGUAGES),$(l)=native-host/cli/text/$(l).json,extension/_locales/$(l)/messages.json) > $@.part
	@mv $@.part $@

$(BUILD)/gen/make-messages: native-host/cli/output/gen/messages.c $(BUILD)/.compiled-by
	@mkdir -p $(@D)
	$(GENERATOR) -o $@ $< $(call pkg_for_build,--libs,libcjson)

$(BUILD)/gen/messages.o: CPPFLAGS += -Inative-host/cli/output

# The schemas that databases of each version have, compiled ahead so that no start pays for them.
SCHEMAS := $(sort $(wildcard native-host/store/db/schemas/schema-*.sql)) native-host/store/db/schema.sql
$(BUILD)/gen/embed_schemas.c: $(BUILD)/gen/make-schemas $(SCHEMAS)
	$< $(SCHEMAS) > $@.part
	@mv $@.part $@

$(BUILD)/gen/make-schemas: $(addprefix native-host/store/db/,gen/schemas.c schema_text.c migrations.c migrate.h schema.h) include/bussola/store/store.h $(BUILD)/.compiled-by | $(CONTRACT_H)
	@mkdir -p $(@D)
	$(GENERATOR) -o $@ $(filter %.c,$^) $(call pkg_for_build,--libs,sqlite3)

$(BUILD)/gen/embed_schemas.o: CPPFLAGS += -Inative-host/store/db

# The host's filter of system calls, compiled ahead so that no start pays for it.
$(BUILD)/gen/filter.c: $(BUILD)/gen/make-filter
	$< $(firstword $(subst -, ,$(MACHINE))) > $@.part
	@mv $@.part $@

$(BUILD)/gen/make-filter: native-host/platform/linux/gen/filter.c $(BUILD)/.compiled-by
	@mkdir -p $(@D)
	$(GENERATOR) -o $@ $< $(call pkg_for_build,--libs,libseccomp)

$(BUILD)/gen/filter.o: CPPFLAGS += -Inative-host/platform/linux

# C99 promises string literals of 4,095 bytes only; gcc and clang take any length.
$(BUILD)/gen/%.o: $(BUILD)/gen/%.c $(BUILD)/.compiled-by | $(CONTRACT_H)
	$(COMPILE) -Wno-overlength-strings -o $@ $<

# The host's own modules are in no library; their tests name them.
$(BUILD)/unit/platform/test_sandbox: $(BUILD)/obj/native-host/platform/linux/sandbox.o $(BUILD)/gen/filter.o

# Calls that these tests lead to their own, which fail (tests/unit/failing.h, store/failing.h).
FAILING_MEMORY := malloc calloc realloc
FAILING_STORE  := sqlite3_step sqlite3_exec sqlite3_prepare_v2 sqlite3_prepare_v3 \
                  sqlite3_bind_int64 sqlite3_open_v2 sqlite3_backup_step \
                  sqlite3_wal_checkpoint_v2 sqlite3_busy_handler sqlite3_file_control sqlite3_db_config \
                  open stat lstat fstat mkdir chmod fchmod link rename unlink fsync \
                  flock lseek opendir readdir pread getentropy read write
FAILING_PULL   := getentropy socketpair fork send recv waitpid dlopen dlsym bs_offline_enter bs_online_enter
wrapped = $(addprefix -Wl$(comma)--wrap=,$(FAILING_MEMORY) $(1))
comma := ,
$(BUILD)/unit/store/test_failing_slow $(BUILD)/unit/codec/test_failing: LDFLAGS += $(call wrapped,$(FAILING_STORE))
$(BUILD)/unit/ingest/test_failing: LDFLAGS += $(call wrapped,getentropy zip_stat_index zip_fopen_index zip_fread)
$(BUILD)/unit/ingest/test_fetching: LDFLAGS += $(call wrapped,$(FAILING_PULL))
$(BUILD)/unit/ingest/test_delivery: LDFLAGS += $(call wrapped,dlopen dlsym bs_offline_enter bs_online_enter)

$(BUILD)/unit/%: $(BUILD)/obj/tests/unit/%.o $(BUILD)/libbussola-ingest.a $(BUILD)/libbussola.a
	@mkdir -p $(@D)
	@echo "  LD $@"; $(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(HOST_LIBS) $(INGEST_LIBS) $(call pkg,--libs,cmocka)

# Preloaded: makes the disk fail under a program, or tries to escape its confinement.
$(BUILD)/tests/%.so: tests/lib/%.c $(BUILD)/.compiled-by
	@mkdir -p $(@D)
	$(HELPER) -fPIC -shared -o $@ $<

# Runs a program as on an older kernel.
$(BUILD)/tests/without: tests/lib/without.c $(BUILD)/.compiled-by
	@mkdir -p $(@D)
	$(HELPER) -o $@ $< $(call pkg,--libs,libseccomp)

-include $(shell find $(BUILD)/obj $(BUILD)/gen -name '*.d' 2>/dev/null)
