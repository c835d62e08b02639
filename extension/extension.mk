# The extension, for use and for browser tests. Included by the Makefile.

extension: $(BUILD)/.extension

EXTENSION_SRC := $(shell find extension -type f -not -path '*/node_modules/*' -not -path '*/.wxt/*' \
                   -not -path '*/.output/*' -not -path 'extension/contract/*' -not -name '*.test.ts' -not -name '*.m[dk]' 2>/dev/null) manifests/addresses.json
$(BUILD)/.extension: $(EXTENSION_SRC) $(CONTRACT_TS)
	@mkdir -p $(BUILD)
	cd extension && npm run --silent build
	@touch $@

# The same with another clock, for browser tests; never installed.
$(BUILD)/.extension-test: $(EXTENSION_SRC) $(BUILD)/.extension
	cd extension && npm run --silent build:test
	@touch $@

# The team board: static files for a server, and the dashboard for a Grafana.
$(BUILD)/.board: $(EXTENSION_SRC) $(CONTRACT_TS) manifests/team/grafana.mjs
	@mkdir -p $(BUILD)
	cd extension && npx --no-install vite build --logLevel warn --config board/vite.config.ts
	node manifests/team/grafana.mjs $(BUILD)/board/grafana.json
	@touch $@
