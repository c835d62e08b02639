# Installs and uninstalls on this machine. Included by the Makefile.

# Directories of system add-ons of Debian's Chromium and Firefox ESR, as used by Debian's webext packages.
CHROMIUM_ADDON = $(DESTDIR)/usr/share/chromium/extensions/bussola
FIREFOX_ADDON  = $(DESTDIR)/usr/share/mozilla/extensions/{ec8030f7-c20a-464f-9b0e-13a3a9e97384}/bussola@bussola.org
# One directory per version, and a link to the current one (native-host/cli/install/versions.h).
INSTALL_LIB    = $(DESTDIR)$(PREFIX)/lib/bussola
INSTALL_VERSION = $(INSTALL_LIB)/$(VERSION)
INSTALL_SHARE  = $(DESTDIR)$(PREFIX)/share/bussola
INSTALL_MAN    = $(DESTDIR)$(PREFIX)/share/man/man1
INSTALL_BASH   = $(DESTDIR)$(PREFIX)/share/bash-completion/completions
# Debian's zsh looks for packages' completions in a directory of its own.
INSTALL_ZSH    = $(DESTDIR)$(PREFIX)/share/zsh/$(if $(filter /usr,$(PREFIX)),vendor-completions,site-functions)
INSTALL_FISH   = $(DESTDIR)$(PREFIX)/share/fish/vendor_completions.d

install: ## install on this machine: binaries, extension, and the host registered with the browsers found
	@$(MAKE) --no-print-directory build
	@install -d $(INSTALL_VERSION) $(DESTDIR)$(PREFIX)/bin $(INSTALL_SHARE)
	@for p in bussola-host bussola-import bussola; do \
	    install -s -m 755 $(BUILD)/$$p $(INSTALL_VERSION)/.$$p.new && \
	    mv -f $(INSTALL_VERSION)/.$$p.new $(INSTALL_VERSION)/$$p || exit 1; done
ifdef DESTDIR
	@ln -sfn $(VERSION) $(INSTALL_LIB)/current
endif
	@ln -sfn ../lib/bussola/current/bussola $(DESTDIR)$(PREFIX)/bin/bussola
	@rm -rf $(INSTALL_SHARE)/extension.new $(INSTALL_SHARE)/extension.old
	@cp -R build/extension $(INSTALL_SHARE)/extension.new
	@chmod -R u=rwX,go=rX $(INSTALL_SHARE)/extension.new
	@test ! -e $(INSTALL_SHARE)/extension || mv $(INSTALL_SHARE)/extension $(INSTALL_SHARE)/extension.old
	@mv $(INSTALL_SHARE)/extension.new $(INSTALL_SHARE)/extension
	@rm -rf $(INSTALL_SHARE)/extension.old
	@install -d $(INSTALL_MAN) $(INSTALL_BASH) $(INSTALL_ZSH) $(INSTALL_FISH)
	@LC_ALL=C $(BUILD)/bussola manual --directory $(INSTALL_MAN)
	@LC_ALL=C $(BUILD)/bussola completions bash > $(INSTALL_BASH)/bussola
	@LC_ALL=C $(BUILD)/bussola completions zsh > $(INSTALL_ZSH)/_bussola
	@LC_ALL=C $(BUILD)/bussola completions fish > $(INSTALL_FISH)/bussola.fish
ifneq ($(SCOPE),)
	@install -d $(dir $(CHROMIUM_ADDON)) '$(dir $(FIREFOX_ADDON))'
	@ln -sfn $(PREFIX)/share/bussola/extension/chrome $(CHROMIUM_ADDON)
	@ln -sfn $(PREFIX)/share/bussola/extension/firefox '$(FIREFOX_ADDON)'
endif
ifndef DESTDIR
	@$(INSTALL_VERSION)/bussola install $(SCOPE) || test $$? -eq 3 # 3: no browser found yet
	@rm -f $(addprefix $(INSTALL_LIB)/,bussola-host bussola-import bussola) # where 0.1 installed them
	@echo "Installed below $(PREFIX)."
	@case ":$$PATH:" in *":$(PREFIX)/bin:"*) ;; *) echo "The command is $(PREFIX)/bin/bussola; put $(PREFIX)/bin\
	 on your PATH to call it bussola. Debian's ~/.profile does so at the next login." ;; esac
endif

uninstall: ## undo install; the data stays
ifndef DESTDIR
	@test ! -x $(PREFIX)/bin/bussola || $(PREFIX)/bin/bussola uninstall $(SCOPE) || \
	    echo "Not every registration could be removed; the files are removed all the same."
endif
ifneq ($(SCOPE),)
	@rm -f $(CHROMIUM_ADDON) '$(FIREFOX_ADDON)'
endif
	@rm -f $(DESTDIR)$(PREFIX)/bin/bussola $(INSTALL_MAN)/bussola.1 $(INSTALL_MAN)/bussola-*.1
	@rm -f $(INSTALL_BASH)/bussola $(INSTALL_ZSH)/_bussola $(INSTALL_FISH)/bussola.fish
	@rm -rf $(INSTALL_LIB) $(INSTALL_SHARE)/extension
	@rmdir $(INSTALL_SHARE) 2>/dev/null || true # without root the data is here too, and stays
ifndef DESTDIR
	@echo "Removed from $(PREFIX).$(if $(SCOPE), Each user's data stays in ~/.local/share/bussola.)"
endif
