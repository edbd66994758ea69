# topictree: a program and a library that turn a pile of documents into a topic tree.
# `make help` lists the targets.  Everything built goes to output/.

CC       ?= cc
CFLAGS   ?= -O2 -g
PREFIX   ?= /usr/local
DESTDIR  ?=
SAN      ?=
# where objects and programs go; the sanitizer build has a place of its own
BUILD    ?= output/build

# ---- nothing to edit below ----
VERSION  := $(shell sed -n 's/^\#define TT_VERSION "\(.*\)"/\1/p' include/topictree/base.h)
SOVERSION := 0
PKGS     := gsl lapacke openblas libcjson libarchive icu-uc icu-i18n libcgraph libgvc
WARN     := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wdouble-promotion \
            $(if $(WERROR),-Werror)
FLOORS   := base text matrix weights cluster tree meaning export model

ifeq ($(filter help clean install-packages,$(MAKECMDGOALS)),)
  MISSING := $(shell for p in $(PKGS); do pkg-config --exists $$p 2>/dev/null || echo $$p; done)
  ifneq ($(strip $(MISSING)),)
    $(error missing libraries: $(strip $(MISSING)).  On Debian: sh scripts/setup.sh installs them)
  endif
endif

DEPFLAGS  = -MMD -MP
ALLFLAGS  = -std=c11 -D_POSIX_C_SOURCE=200809L -fopenmp -fPIC -ffp-contract=off $(WARN) $(CFLAGS) $(SAN)
LIBFLAGS  = $(ALLFLAGS) -Iinclude -Isrc $(shell pkg-config --cflags $(PKGS) | sed 's/-I/-isystem /g')
LIBS      = $(shell pkg-config --libs $(PKGS)) -lcsv -lstemmer -lm

LIBSRC   := $(foreach f,$(FLOORS),$(wildcard src/$(f)/*.c))
LIBOBJ   := $(LIBSRC:%.c=$(BUILD)/%.o)
CLISRC   := $(wildcard src/cli/*.c)
CLIOBJ   := $(CLISRC:%.c=$(BUILD)/%.o)
UNITSRC  := $(wildcard tests/unit/test_*.c)
UNITBIN  := $(UNITSRC:tests/unit/%.c=$(BUILD)/tests/%)

## all: the library (static and shared) and the program
all: $(BUILD)/libtopictree.a $(BUILD)/libtopictree.so $(BUILD)/topictree

$(BUILD)/src/cli/%.o: src/cli/%.c
	@mkdir -p $(@D)
	$(CC) $(DEPFLAGS) $(ALLFLAGS) -Iinclude -c -o $@ $<

$(BUILD)/src/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(DEPFLAGS) $(LIBFLAGS) -c -o $@ $<

$(BUILD)/libtopictree.a: $(LIBOBJ)
	@rm -f $@
	ar rcs $@ $^

$(BUILD)/libtopictree.so: $(LIBOBJ)
	$(CC) $(ALLFLAGS) -shared -Wl,-soname,libtopictree.so.$(SOVERSION) -o $@ $^ $(LIBS)

$(BUILD)/topictree: $(CLIOBJ) $(BUILD)/libtopictree.a
	$(CC) $(ALLFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/tests/%: tests/unit/%.c $(BUILD)/libtopictree.a
	@mkdir -p $(@D)
	$(CC) $(DEPFLAGS) $(LIBFLAGS) -o $@ $< $(BUILD)/libtopictree.a $(shell pkg-config --cflags --libs cmocka) $(LIBS)

## unit: build the unit tests
unit: $(UNITBIN)

## clean: remove everything built
clean:
	rm -rf output/build output/build-*

## help: this list
help:
	@sed -n 's/^## /  /p' Makefile

-include $(LIBOBJ:.o=.d) $(CLIOBJ:.o=.d) $(UNITBIN:=.d)
.PHONY: all unit clean help
.DELETE_ON_ERROR:
