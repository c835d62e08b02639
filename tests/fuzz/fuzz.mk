# make -f tests/fuzz/fuzz.mk replay           every committed input, once, under ASan and UBSan
# make -f tests/fuzz/fuzz.mk fuzz SECONDS=60  each target in libFuzzer, from the committed corpus
# Inputs that libFuzzer finds are kept in $(FUZZ)/found; a crash becomes a file of the corpus.
BUILD   ?= build
SECONDS ?= 60
FUZZ    := $(BUILD)/fuzz
TARGETS := csv api archive
SOURCES := $(filter-out native-host/ingest/fetcher.c native-host/ingest/api_client.c \
             native-host/ingest/pull.c,$(wildcard native-host/ingest/*.c)) \
           $(addprefix native-host/core/,dates.c error.c signals.c observation.c evidence.c)
FLAGS   := -std=c17 -g -O1 -D_GNU_SOURCE -DBS_VERSION='"0"' -Iinclude
CHECKS  := -fsanitize=address,undefined -fno-sanitize-recover=all
LIBS    := $(shell pkg-config --libs libzip libcjson libseccomp) -lm

.PHONY: replay fuzz
replay: $(TARGETS:%=$(FUZZ)/replay_%)
	@for t in $(TARGETS); do echo "== $$t"; $(FUZZ)/replay_$$t tests/fuzz/corpus/$$t/* || exit 1; done

fuzz: $(TARGETS:%=$(FUZZ)/fuzz_%)
	@for t in $(TARGETS); do mkdir -p $(FUZZ)/found/$$t; \
	  $(FUZZ)/fuzz_$$t -max_total_time=$(SECONDS) -timeout=10 -rss_limit_mb=1024 -max_len=16384 \
	    -artifact_prefix=$(FUZZ)/found/ -print_final_stats=1 $(FUZZ)/found/$$t tests/fuzz/corpus/$$t \
	    2>$(FUZZ)/$$t.log || { tail -40 $(FUZZ)/$$t.log; exit 1; }; \
	  grep -E 'number_of_executed|average_exec|new_units|peak_rss' $(FUZZ)/$$t.log; done

$(FUZZ)/replay_%: tests/fuzz/fuzz_%.c tests/fuzz/replay.c $(SOURCES)
	@mkdir -p $(@D)
	$(CC) $(FLAGS) $(CHECKS) -o $@ $^ $(LIBS)

$(FUZZ)/fuzz_%: tests/fuzz/fuzz_%.c $(SOURCES)
	@mkdir -p $(@D)
	clang $(FLAGS) $(CHECKS) -fsanitize=fuzzer -o $@ $^ $(LIBS)
