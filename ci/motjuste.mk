# A recipe for make. In a project's Makefile:
#
#     MOTJUSTE_PATHS = docs
#     include path/to/motjuste.mk
#
# `make wording` checks, `make wording-fix` puts the sure ones right, `make wording.html` writes a page for readers.
MOTJUSTE ?= motjuste
MOTJUSTE_PATHS ?= .
MOTJUSTE_OPTIONS ?=

.PHONY: wording wording-fix wording.html

wording:
	$(MOTJUSTE) check $(MOTJUSTE_OPTIONS) -- $(MOTJUSTE_PATHS)

wording-fix:
	$(MOTJUSTE) fix -- $(MOTJUSTE_PATHS)

# Findings are no reason to have no page.
wording.html:
	$(MOTJUSTE) check $(MOTJUSTE_OPTIONS) --output html=$@ --max 1000000 -- $(MOTJUSTE_PATHS)
