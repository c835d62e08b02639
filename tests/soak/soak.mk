# make -f tests/soak/soak.mk short                what `make test` runs: kills of hosts, with imports
#                                                 among them (kill.c), kills of programs that change a
#                                                 database once (crash_points/), and many hosts
#                                                 (concurrency.c); well below half a minute
# make -f tests/soak/soak.mk soak SECONDS=3600    the same for long, the kills on the disk and in
#                                                 memory, and kills of whole browsers
# make -f tests/soak/soak.mk load                 duration of a save beside others
# SEED=N repeats the choices of an earlier run (0: new ones).
BUILD   ?= build
SECONDS ?= 3600
SEED    ?= 0
SOAK    := $(abspath $(BUILD))/soak
SOAK_CC  = $(CC) -std=c17 -O2 -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wcast-qual \
           -Wmissing-prototypes -Wstrict-prototypes -Wformat=2 -Werror -D_GNU_SOURCE -Iinclude -I$(BUILD)/gen/include
SHARED  := tests/bench/process.h tests/unit/core/random.h include/bussola/store/store.h
# In memory, where a sync is free, for many rounds; on the disk, for kills during a sync.
MEMORY  := $(firstword $(wildcard /dev/shm) $(SOAK))
PARTS    = $(abspath $(BUILD))/bussola-host $(abspath $(BUILD))/bussola $(SOAK)/archive.zip
ONCE     = $(SOAK)/crash_points $(abspath $(BUILD))/bussola-import $(PARTS) \
           $(abspath tests/fixtures/databases/schema-1.db) $(SOAK)/kill_points.so
# A part of SECONDS, in hundredths; never 0, which sets no limit.
share    = $$(( ($(SECONDS) * $(1) + 99) / 100 ))

.PHONY: short soak hosts browsers load
short: $(SOAK)/kill $(SOAK)/crash_points $(SOAK)/kill_points.so $(SOAK)/concurrency $(SOAK)/archive.zip
	@set -e; scratch=$$(mktemp -d $(MEMORY)/bussola-soak-XXXXXX); trap 'rm -rf $$scratch' INT TERM; \
	  export HOME=$$scratch; \
	  $(SOAK)/kill $(PARTS) $$scratch 300 0 $(SEED); \
	  $(ONCE) $$scratch 8 0 $(SEED); \
	  $(SOAK)/concurrency $(PARTS) $$scratch 16 4 0; rm -rf $$scratch

soak: hosts browsers

hosts: $(SOAK)/kill $(SOAK)/crash_points $(SOAK)/kill_points.so $(SOAK)/concurrency $(SOAK)/archive.zip
	@set -e; for place in $(MEMORY) $(SOAK); do \
	  scratch=$$(mktemp -d $$place/bussola-soak-XXXXXX); trap "rm -rf $$scratch" INT TERM; \
	  export HOME=$$scratch; echo "in $$place"; \
	  $(SOAK)/kill $(PARTS) $$scratch 0 $(call share,15) $(SEED); \
	  $(ONCE) $$scratch 0 $(call share,10) $(SEED); rm -rf $$scratch; done
	@set -e; scratch=$$(mktemp -d $(SOAK)/scratch-XXXXXX); trap "rm -rf $$scratch" INT TERM; \
	  export HOME=$$scratch; for pause in 0 500; do \
	  $(SOAK)/concurrency $(PARTS) $$scratch 16 $(call share,5) $$pause; rm -rf $$scratch/concurrency; done; \
	  rm -rf $$scratch

# Five kills per profile.
browsers:
	@end=$$(( $$(date +%s) + $(call share,40) )); \
	  while [ $$(date +%s) -lt $$end ]; do \
	    ROUNDS=5 SEED=$(SEED) node --test tests/browser/crash.test.mjs || exit 1; done

load: $(SOAK)/concurrency $(SOAK)/archive.zip
	@set -e; scratch=$$(mktemp -d $(SOAK)/scratch-XXXXXX); trap 'rm -rf $$scratch' EXIT; \
	  export HOME=$$scratch; for load in "1 0" "3 500" "16 500" "16 0"; do set -- $$load; \
	  $(SOAK)/concurrency $(PARTS) $$scratch $$1 8 $$2; rm -rf $$scratch/concurrency; done

$(SOAK)/%: tests/soak/%.c $(SHARED)
	@mkdir -p $(@D)
	$(SOAK_CC) -o $@ $< $(shell pkg-config --libs sqlite3)

$(SOAK)/crash_points: $(wildcard tests/soak/crash_points/*.c tests/soak/crash_points/*.h) $(SHARED)
	@mkdir -p $(@D)
	$(SOAK_CC) -o $@ $(filter tests/soak/%.c,$^) $(shell pkg-config --libs sqlite3) -pthread

$(SOAK)/kill_points.so: tests/soak/kill_points.c
	@mkdir -p $(@D)
	$(SOAK_CC) -fPIC -shared -o $@ $<

$(SOAK)/make_archive: tests/bench/make_archive.c
	@mkdir -p $(@D)
	$(SOAK_CC) -o $@ $< $(shell pkg-config --libs libzip)

$(SOAK)/archive.zip: $(SOAK)/make_archive
	@$< $@.part 20000 >/dev/null
	@mv $@.part $@
