# Code written from include/contract. Included by the Makefile.

CONTRACT_DATA := $(wildcard include/contract/*.json)
CONTRACT_SRC  := $(wildcard native-host/contract/gen/*.c)
CONTRACT_H    := $(addprefix $(BUILD)/gen/include/bussola/contract/,signals.h pages.h limits.h protocol.h model.h)
CONTRACT_TS   := $(addprefix extension/contract/,signals.ts pages.ts limits.ts protocol.ts)

.PHONY: contract
contract: $(CONTRACT_H) $(CONTRACT_TS)

.PHONY: reference
reference: $(BUILD)/gen/make-contract ## regenerate include/README.md from include/contract
	$< include/contract README.md > include/README.md

# What is the same keeps its date, so that nothing is compiled again.
$(CONTRACT_H) $(CONTRACT_TS) $(BUILD)/gen/contract.c: $(BUILD)/gen/make-contract $(CONTRACT_DATA)
	@mkdir -p $(@D)
	@$< include/contract $(@F) > $@.part
	@if cmp -s $@.part $@; then rm $@.part; else mv $@.part $@; fi

$(BUILD)/gen/make-contract: $(CONTRACT_SRC) native-host/contract/gen/contract.h $(BUILD)/.compiled-by
	@mkdir -p $(@D)
	$(GENERATOR) -o $@ $(CONTRACT_SRC) $(call pkg_for_build,--libs,libcjson)
