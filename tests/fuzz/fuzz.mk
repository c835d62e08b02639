# Called by the Makefile, which makes the generated sources under $(BUILD)/gen first.
# make -f tests/fuzz/fuzz.mk replay           every committed input, once, under ASan and UBSan
# make -f tests/fuzz/fuzz.mk fuzz SECONDS=60  each target in libFuzzer, from the committed corpus
# Inputs that libFuzzer finds are kept in $(FUZZ)/found; a crash becomes a file of the corpus.
BUILD   ?= build
SECONDS ?= 60
FUZZ    := $(BUILD)/fuzz
TARGETS := frame request model files document team sync damage csv api archive
# All sources except the programs' main files; the linker takes what a target needs.
SOURCES := $(filter-out %/main.c %/gen/% %/linux/sandbox.c,$(wildcard native-host/core/*/*.c native-host/store/*.c native-host/store/*/*.c \
             native-host/codec/*.c native-host/service/*.c native-host/ingest/*.c native-host/ingest/*/*.c \
             native-host/platform/common/*.c native-host/platform/posix/*.c native-host/platform/linux/*.c \
             native-host/cli/*.c native-host/cli/*/*.c)) \
           $(wildcard $(BUILD)/gen/embed_*.c) $(BUILD)/gen/messages.c $(BUILD)/gen/contract.c
FLAGS   := -std=c17 -g -O1 -D_GNU_SOURCE -DBS_VERSION='"0"' -Iinclude -I$(BUILD)/gen/include -Inative-host -Inative-host/cli/output -Inative-host/store/db -MMD -MP
CHECKS  := -fsanitize=address,undefined -fno-sanitize-recover=all
LIBS    := $(shell pkg-config --libs libzip libcjson sqlite3 libseccomp zlib) -lm

# The target replaces the byte stream and its interruptions.
WRAP_frame := -Wl,--wrap=read,--wrap=write

.PHONY: replay fuzz
.SECONDARY:
replay: $(TARGETS:%=$(FUZZ)/replay_%)
	@for t in $(TARGETS); do echo "== $$t"; $(FUZZ)/replay_$$t tests/fuzz/corpus/$$t/* || exit 1; done

fuzz: $(TARGETS:%=$(FUZZ)/fuzz_%)
	@for t in $(TARGETS); do mkdir -p $(FUZZ)/found/$$t; words=tests/fuzz/words/$$t; test -f $$words || words=; \
	  $(FUZZ)/fuzz_$$t -max_total_time=$(SECONDS) -timeout=10 -rss_limit_mb=1024 -max_len=16384 \
	    -artifact_prefix=$(FUZZ)/found/$$t- -print_final_stats=1 $${words:+-dict=$$words} \
	    $(FUZZ)/found/$$t tests/fuzz/corpus/$$t 2>$(FUZZ)/$$t.log || { tail -40 $(FUZZ)/$$t.log; exit 1; }; \
	  echo "== $$t"; grep -E 'number_of_executed|average_exec|new_units|peak_rss' $(FUZZ)/$$t.log; done

$(FUZZ)/replay_%: $(FUZZ)/gcc/tests/fuzz/fuzz_%.o $(FUZZ)/gcc/tests/fuzz/replay.o $(FUZZ)/gcc/library.a
	$(CC) $(CHECKS) $(WRAP_$*) -o $@ $^ $(LIBS)

$(FUZZ)/fuzz_%: $(FUZZ)/clang/tests/fuzz/fuzz_%.o $(FUZZ)/clang/library.a
	clang $(CHECKS) -fsanitize=fuzzer $(WRAP_$*) -o $@ $^ $(LIBS)

$(FUZZ)/%/library.a:
	@rm -f $@
	@$(AR) rcs $@ $^
$(FUZZ)/gcc/library.a: $(SOURCES:%.c=$(FUZZ)/gcc/%.o)
$(FUZZ)/clang/library.a: $(SOURCES:%.c=$(FUZZ)/clang/%.o)

$(FUZZ)/gcc/%.o: %.c
	@mkdir -p $(@D)
	@echo "  CC $<"; $(CC) -Wall -Wextra -Werror $(FLAGS) $(CHECKS) -c -o $@ $<

$(FUZZ)/clang/%.o: %.c
	@mkdir -p $(@D)
	@echo "  CC $<"; clang $(FLAGS) $(CHECKS) -fsanitize=fuzzer-no-link -c -o $@ $<

-include $(shell find $(FUZZ) -name '*.d' 2>/dev/null)
