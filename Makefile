# Bussola. `make help` lists what can be made; `make run` and `make test` install what is missing.

VERSION := 0.3.0
BUILD   ?= build

# Root installs for all users, any other user for themselves.
ifeq ($(shell id -u),0)
PREFIX ?= /usr/local
SCOPE  := --system
else
PREFIX ?= $(HOME)/.local
SCOPE  :=
endif

export PATH := $(CURDIR)/.tools/bin:$(PATH)

include native-host/contract/contract.mk native-host/native.mk extension/extension.mk manifests/install.mk tests/tests.mk

.DEFAULT_GOAL := help
.SECONDARY:
.PHONY: help run test test-fast test-dates arm64 test-arm64 unit test-c test-protocol test-soak test-reader corpus test-browser lint bench bench-score build \
        extension native dist install uninstall clean check-bundled screens fuzz soak coverage sanitize valgrind

help: ## this list
	@sed -n 's/^\([a-z0-9-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 16

run: ## install what is missing, build, walk the sample LinkedIn in Chromium, show badge and score card
	@.ci/setup build browsers
	@$(PARALLEL) native extension $(BUILD)/.extension-test $(CLOCK)
	@$(AT) node tests/browser/run.mjs

test: ## install what is missing, run every suite
	@.ci/setup build browsers debug
	@$(PARALLEL) native extension unit
	@$(MAKE) --no-print-directory test-c test-protocol test-soak test-reader test-browser

# One more than processors, because a session that waits uses none.
SESSIONS := $(shell expr $$(nproc) + 1)
PROTOCOL_NEEDS = native previous contract $(BUILD)/tests/without $(BUILD)/tests/faulty.so $(BUILD)/tests/probe.so $(CLOCK)

# Runs units, several at once; what a failed one wrote is shown.
ONE_UNIT = $(AT) "$$1" >"$$1.log" 2>&1 && echo "== $$1" || { cat "$$1.log"; exit 255; }
RUN_UNITS = printf '%s\n' $(1) | xargs -P $(shell nproc) -I '{}' sh -c '$(ONE_UNIT)' sh '{}'
SLOW_UNITS = $(filter %_slow,$(UNIT_BIN))
FAST_UNITS = $(filter-out %_slow,$(UNIT_BIN))

test-fast: unit $(PROTOCOL_NEEDS) ## units and sessions without a browser and without files named -slow: 90 s on two cores
	@$(call RUN_UNITS,$(FAST_UNITS))
	@$(AT) node --test --test-reporter=dot --test-concurrency=$(SESSIONS) \
	    $(shell find tests/protocol -name '*.test.mjs' ! -name '*-slow.test.mjs')
	@$(MAKE) --no-print-directory test-reader

test-dates: ## units and protocol suite at eight dates in three zones, the look suite at the eight dates
	@.ci/setup build browsers debug
	@$(PARALLEL) build unit $(BUILD)/.extension-test
	@$(MAKE) --no-print-directory $(PROTOCOL_NEEDS)
	@tests/dates $(UNIT_BIN)

build: ## install what is missing, build the three binaries and the extension for both browsers
	@.ci/setup build
	@$(PARALLEL) native extension

native: contract $(BUILD)/bussola-host $(BUILD)/bussola-import $(BUILD)/bussola

unit: $(UNIT_BIN)

test-c: unit $(CLOCK) $(BUILD)/gen/messages.c ## C units, as built, then with the slow ones under ASan and UBSan; the fuzzers' corpus replayed
ifdef SANITIZE
	@$(call RUN_UNITS,$(SLOW_UNITS) $(FAST_UNITS))
else
	@$(call RUN_UNITS,$(FAST_UNITS))
	@$(PARALLEL) BUILD=$(BUILD)/sanitized SANITIZE=1 unit
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/sanitized SANITIZE=1 test-c
	@$(PARALLEL) -f tests/fuzz/fuzz.mk BUILD=$(BUILD) replay
endif

test-protocol: $(PROTOCOL_NEEDS) ## sessions with the real processes (ONLY=NAME: files of that name)
	$(AT) node --test --test-reporter=spec --test-concurrency=$(SESSIONS) 'tests/protocol/**/$(or $(ONLY),*).test.mjs'

.PHONY: previous
previous: # the previous release, for the tests of updates
	@.ci/previous

test-soak: native ## every writer killed at random moments, many hosts at once; `soak` for a few seconds
	@$(MAKE) --no-print-directory -f tests/soak/soak.mk BUILD=$(BUILD) CC=$(CC) short

test-reader: $(CLOCK) $(CONTRACT_TS) ## units of the extension
	$(AT) npm --prefix extension test --silent

corpus: $(CONTRACT_TS) ## the reader on its corpus of pages: precision and recall
	@.ci/setup build
	@cd extension && npx --no-install wxt prepare >/dev/null && npx --no-install vitest run --reporter=dot reader/corpus.test.ts

test-browser: build previous $(BUILD)/.board $(BUILD)/.extension-test $(BUILD)/tests/faulty.so $(CLOCK) ## the walk in Chromium and Firefox (ONLY=NAME)
	$(AT) node --test --test-reporter=spec --test-isolation=none 'tests/browser/**/$(or $(ONLY),*).test.mjs'

screens: build $(BUILD)/.extension-test $(CLOCK) ## screenshots of every state into build/screens
	$(AT) node tests/browser/screens.mjs

.PHONY: store
store: build $(BUILD)/.extension-test $(CLOCK) ## the pictures that both stores require, of the real pages, into build/store
	$(AT) node tests/browser/store.mjs

SECONDS ?= 60
fuzz: ## fuzz each target for SECONDS (60), from the committed corpus
	@.ci/setup build debug
	@$(PARALLEL) native
	@$(PARALLEL) -f tests/fuzz/fuzz.mk BUILD=$(BUILD) SECONDS=$(SECONDS) fuzz

dist: ## packages for Debian, for any Linux without root, and for both stores, into build/dist, and with their download page into build/site
	@.ci/setup build packages
	@$(MAKE) --no-print-directory -f manifests/packages/packages.mk VERSION=$(VERSION) BUILD=$(BUILD) dist

check-bundled: ## compare the libraries in the tarball of make dist with Debian's newest; needs the network
	@manifests/packages/check-bundled "$(wildcard $(BUILD)/dist/bussola-$(VERSION)-linux-*.tar.gz)"

.PHONY: test-team
test-team: ## several devices over two Syncthing instances, a team on two nodes of VictoriaMetrics, on the loopback (ONLY=NAME)
	@.ci/setup build team browsers
	@$(PARALLEL) native $(BUILD)/.board $(CLOCK)
	$(AT) node --test --test-reporter=spec 'tests/team/**/$(or $(ONLY),*).test.mjs'

.PHONY: run-team board
run-team: ## 40 invented members on a VictoriaMetrics of this machine, the board in Chromium, pictures in build/team (HEADED=1, MEMBERS=N)
	@.ci/setup build browsers team
	@$(PARALLEL) native $(BUILD)/.board
	@node tests/team/run.mjs

board: ## the team board, a folder of static files for a server, into build/board
	@.ci/setup build
	@$(PARALLEL) $(BUILD)/.board

.PHONY: bench-team
bench-team: ## rows per second of push against the server's own import, and a node of VictoriaMetrics with many members (MEMBERS, DAYS, EVERY, ROWS, ROUNDS, ASKED)
	@.ci/setup build team bench
	@$(PARALLEL) native
	@node tests/bench/team.mjs

.PHONY: test-dist
test-dist: dist ## the packages: built again in another directory, installed, moved; BUSSOLA_TEST_SYSTEM=1: on this machine too
	@.ci/setup build browsers packages shells
	node --test --test-reporter=spec --test-concurrency=1 'tests/packages/**/*.test.mjs'

.PHONY: windows windows-installer test-windows
windows: contract ## the three programs for Windows, built here with mingw-w64, into build/windows
	@.ci/setup build windows
	@$(PARALLEL) -f manifests/windows/windows.mk VERSION=$(VERSION) BUILD=$(BUILD) windows

windows-installer: contract extension ## the installer for Windows, into build/windows (WINDOWS_KEY=, WINDOWS_CERTIFICATE=: signed; DOWNLOADS=https://…: with manifests for winget and Scoop)
	@.ci/setup build windows
	@$(PARALLEL) -f manifests/windows/windows.mk VERSION=$(VERSION) BUILD=$(BUILD) windows
	@$(MAKE) --no-print-directory -f manifests/windows/windows.mk VERSION=$(VERSION) BUILD=$(BUILD) installer

test-windows: windows-installer $(CLOCK) ## sessions with the programs for Windows, under Wine (ONLY=NAME)
	@tests/windows/run $(ONLY)

soak: SECONDS = 3600
soak: ## for SECONDS (an hour): kill every writer and whole browsers at random moments, many hosts on one database
	@.ci/setup build browsers
	@$(PARALLEL) build
	@$(MAKE) --no-print-directory -f tests/soak/soak.mk BUILD=$(BUILD) CC=$(CC) SECONDS=$(SECONDS) soak

bench: native extension ## speed compared with minimal peers, the import with unzip, the reader in Chromium, popup and history in both browsers
	@.ci/setup build bench browsers
	@$(MAKE) --no-print-directory -f tests/bench/bench.mk BUILD=$(BUILD) bench
	@echo; echo "saves among others, imports always under way"
	@$(MAKE) --no-print-directory -f tests/soak/soak.mk BUILD=$(BUILD) CC=$(CC) load
	@node tests/bench/reader.mjs
	@node tests/bench/screens.mjs

WORLDS = tests/bench/worlds.json
bench-score: $(BUILD)/libbussola.a ## the index compared with the last reading repeated, in three simulated worlds (WORLDS=FILE: others)
	@$(MAKE) --no-print-directory -f tests/bench/bench.mk BUILD=$(BUILD) WORLDS=$(WORLDS) bench-score

lint: ## formatting, static analysis, types, the extension's own rules
	@.ci/setup build browsers lint debug
	@$(MAKE) --no-print-directory lint-c lint-extension

C_FILES    = $(shell find native-host include tests -name '*.[ch]' -not -path '*/node_modules/*')
TIDY_FILES = $(filter %.c,$(C_FILES))
.PHONY: lint-c lint-extension
lint-c: $(EMBED_OBJ) contract
	@$(BUILD)/gen/make-contract include/contract README.md | cmp - include/README.md || \
	    { echo "include/README.md does not say what include/contract says: make reference"; exit 1; }
	.ci/arrows
	.ci/portable
	.ci/musl
	.ci/paths
	.ci/words
	.ci/texts
	clang-format --dry-run --Werror $(C_FILES)
	cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr \
	    --suppress=missingIncludeSystem --suppress=varFuncNullUB --error-exitcode=1 -Iinclude -I$(BUILD)/gen/include -Inative-host -DBS_VERSION='""' -D'BS_BIND_ONE(value)=bs_bind_value_of(value)' native-host
	printf '%s\n' $(TIDY_FILES) | xargs -P 2 -n 6 .ci/tidy 2>$(BUILD)/tidy.log \
	    || { cat $(BUILD)/tidy.log; exit 1; }

lint-extension: extension
	.ci/size
	cd extension && npm run --silent check
	cd tests && ../extension/node_modules/.bin/eslint .
	cd extension && npx --no-install prettier --config .prettierrc.json --log-level warn --check \
	    '../tests/**/*.mjs' '../manifests/**/*.mjs'
	cd extension && npx --no-install web-ext lint --self-hosted --warnings-as-errors \
	    --source-dir ../build/extension/firefox

clean: ## remove all build output
	rm -rf $(BUILD) extension/.wxt extension/.output extension/contract
