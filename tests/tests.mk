# Suites with programs under sanitizers, gcov or Valgrind. Included by the Makefile.

# The protocol suite with such programs (tests/lib/paths.mjs lists what is skipped).
SUITE = node --test --test-reporter=dot --test-concurrency=$(SESSIONS) 'tests/protocol/**/*.test.mjs'

sanitize: ## the protocol suite with programs under ASan and UBSan
	@.ci/setup build debug
	@$(PARALLEL) BUILD=build/sanitized SANITIZE=1 native build/sanitized/tests/without
	@rm -rf build/sanitized/log && mkdir build/sanitized/log
	BUILD=build/sanitized WATCHED=sanitizers ASAN_OPTIONS=log_path=$(CURDIR)/build/sanitized/log/found $(SUITE)
	@! cat build/sanitized/log/* 2>/dev/null

COVERED  := core store codec service ingest
LCOV     := lcov --quiet --rc lcov_branch_coverage=1
MEASURED  = build/coverage/obj/native-host
coverage: ## lines and branches of core, store, codec, service and ingest that units and protocol suite reach: 90 % of each
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

# Built here for arm64, run under QEMU, which does not confine.
ARM64    = BUILD=build/arm64 CC=aarch64-linux-gnu-gcc CC_FOR_BUILD=$(CC) AR=aarch64-linux-gnu-ar \
           PKG_CONFIG='env PKG_CONFIG_LIBDIR=/usr/lib/aarch64-linux-gnu/pkgconfig pkg-config'
EMULATED = $(patsubst build/%,build/arm64/%,$(filter-out %/test_sandbox %/test_offline %_slow,$(UNIT_BIN)))
arm64: ## the three programs for arm64, cross-built into build/arm64
	@.ci/setup build arm64
	@$(PARALLEL) $(ARM64) native

test-arm64: ## C units for arm64 under QEMU, without the slow ones and those of the confinement
	@.ci/setup build arm64
	@$(PARALLEL) $(ARM64) unit
	@printf '%s\n' $(EMULATED) | xargs -P $(shell nproc) -I '{}' sh -c 'qemu-aarch64 -L /usr/aarch64-linux-gnu "$$1" >"$$1.log" 2>&1 && echo "== $$1" || { cat "$$1.log"; exit 255; }' sh '{}'
