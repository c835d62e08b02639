# Included by `make bench`: builds the harness and the minimal peers, runs them side by side.
BENCH := $(abspath $(BUILD))/bench
BENCH_CC = $(CC) -std=c17 -O2 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wcast-qual \
           -Wmissing-prototypes -Wstrict-prototypes -Wformat=2 -Werror -D_GNU_SOURCE

.PHONY: bench
bench: $(BENCH)/bench $(BENCH)/growth $(BENCH)/echo $(BENCH)/commit $(BENCH)/make_archive
	@rm -rf $(BENCH)/scratch && mkdir -p $(BENCH)/scratch
	@echo; echo "import of 2,000,000 messages"
	@tests/bench/import.sh $(BUILD)/bussola $(BENCH)/make_archive $(BENCH)/scratch
	@rm -rf $(BENCH)/scratch && mkdir -p $(BENCH)/scratch
	@$(BENCH)/bench $(BUILD)/bussola-host $(BENCH) include/contract/models/bussola-1.json tests/bench/peers $(BENCH)/scratch
	@rm -rf $(BENCH)/scratch && mkdir -p $(BENCH)/scratch
	@echo; echo "cost of a request as the database grows"
	@$(BENCH)/growth $(BUILD)/bussola-host $(BENCH)/scratch

SCORE_SRC = $(addprefix tests/bench/,score.c life.c worlds.c)
.PHONY: bench-score
bench-score: $(BENCH)/score
	@$(BENCH)/score $(WORLDS)

$(BENCH)/score: $(SCORE_SRC) tests/bench/life.h tests/bench/worlds.h $(BUILD)/libbussola.a
	@mkdir -p $(BENCH)
	$(BENCH_CC) -Iinclude -I$(BUILD)/gen/include -o $@ $(SCORE_SRC) $(BUILD)/libbussola.a $(shell pkg-config --libs libcjson sqlite3) -lm

$(BENCH)/bench: tests/bench/bench.c tests/bench/process.h
	@mkdir -p $(BENCH)
	$(BENCH_CC) -o $@ $<

$(BENCH)/growth: tests/bench/growth.c tests/bench/process.h
	@mkdir -p $(BENCH)
	$(BENCH_CC) -o $@ $< $(shell pkg-config --libs sqlite3)

$(BENCH)/make_archive: tests/bench/make_archive.c
	@mkdir -p $(BENCH)
	$(BENCH_CC) -o $@ $< $(shell pkg-config --libs libzip)

$(BENCH)/%: tests/bench/peers/%.c tests/bench/peers/frame.h
	@mkdir -p $(BENCH)
	$(BENCH_CC) -o $@ $< $(shell pkg-config --libs sqlite3)
