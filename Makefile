# topictree: a program and a library that turn a pile of documents into a topic tree.
# `make help` lists the targets.  Everything built goes to output/.

CC       ?= cc
CFLAGS   ?= -O2 -g
PREFIX   ?= /usr/local
DESTDIR  ?=
# where Debian's node-d3-hierarchy and node-d3-color are; report.html holds them
D3       ?= /usr/share/nodejs
SAN      ?=
# where objects and programs go; the sanitizer build has a place of its own
BUILD    ?= output/build
# what bench and bench-scale measure, and where their corpora go
BENCH_DIR       ?= output/bench
BENCH_DOCUMENTS ?= 40000
BENCH_LEAVES    ?= 10000 20000
BENCH_THREADS   ?= 1 2
BENCH_RUNS      ?= 3
BENCH_PEER      ?= auto
BENCH_SIZES     ?= 10000 100000 1000000
BENCH_LIMIT     ?= 3600

# ---- nothing to edit below ----
VERSION  := $(shell sed -n 's/^\#define TT_VERSION "\(.*\)"/\1/p' include/topictree/base.h)
SOVERSION := 1
CORE_PKGS := gsl lapacke openblas libcjson libarchive icu-uc icu-i18n zlib
MORE_PKGS := libcgraph libgvc sqlite3 libxml-2.0
PKGS      := $(CORE_PKGS) $(MORE_PKGS)
WARN     := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wdouble-promotion \
            $(if $(WERROR),-Werror)
FLOORS   := base matrix words read corpus corpus/boilerplate weights cluster tree label place eval model export

ifeq ($(filter help clean uninstall,$(MAKECMDGOALS)),)
  MISSING := $(shell for p in $(PKGS); do pkg-config --exists $$p 2>/dev/null || echo $$p; done) \
             $(if $(wildcard $(D3)/d3-hierarchy/dist $(D3)/d3-color/dist),,$(D3)/d3-hierarchy $(D3)/d3-color)
  ifneq ($(strip $(MISSING)),)
    $(error missing libraries: $(strip $(MISSING)).  On Debian: sh scripts/setup.sh installs them)
  endif
endif

DEPFLAGS  = -MMD -MP
ALLFLAGS  = -std=c11 -D_POSIX_C_SOURCE=200809L -fopenmp -fPIC -fvisibility=hidden -ffp-contract=off -fno-math-errno $(WARN) $(CFLAGS) $(SAN)
LIBFLAGS  = $(ALLFLAGS) -Iinclude -Isrc $(shell pkg-config --cflags $(PKGS) | sed 's/-I/-isystem /g')
LIBS      = $(shell pkg-config --libs $(CORE_PKGS)) -lcsv -lstemmer -lm
MORELIBS  = $(shell pkg-config --libs $(MORE_PKGS))
# The program takes an OpenBLAS without threads, where there is one: the usual one's spin for .08 CPU s when it is loaded, and no call
# of ours wants them.  What a program that has the library inside takes is its own affair.
BLAS     := $(wildcard $(patsubst %/openblas-pthread,%/openblas-serial,$(patsubst %/,%,$(shell pkg-config --variable=libdir openblas))))
PROGLIBS  = $(foreach b,$(BLAS),-L$(b) -Wl,--disable-new-dtags,-rpath,$(b)) $(LIBS)

LIBSRC   := $(foreach f,$(FLOORS),$(wildcard src/$(f)/*.c))
LIBOBJ   := $(LIBSRC:%.c=$(BUILD)/%.o) $(BUILD)/page.o
# What needs Graphviz, SQLite or libxml2 is a library of its own.
MORESRC  := $(wildcard src/export/draw/*.c src/export/db/*.c src/export/xml/*.c)
MOREOBJ  := $(MORESRC:%.c=$(BUILD)/%.o)
ARCHIVES  = $(BUILD)/libtopictree-export.a $(BUILD)/libtopictree.a
CLISRC   := $(wildcard src/cli/*.c)
CLIOBJ   := $(CLISRC:%.c=$(BUILD)/%.o)
UNITSRC  := $(wildcard tests/unit/test_*.c)
UNITBIN  := $(UNITSRC:tests/unit/%.c=$(BUILD)/tests/%)
BENCHBIN := $(addprefix $(BUILD)/tests/bench/,generate stages)
TARGET    = $(DESTDIR)$(PREFIX)

## all: the libraries (static and shared) and the program
all: $(ARCHIVES) $(BUILD)/libtopictree.so $(BUILD)/libtopictree-export.so $(BUILD)/topictree

$(BUILD)/src/cli/%.o: src/cli/%.c
	@mkdir -p $(@D)
	$(CC) $(DEPFLAGS) $(ALLFLAGS) -Iinclude -c -o $@ $<

$(BUILD)/src/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(DEPFLAGS) $(LIBFLAGS) -c -o $@ $<

$(BUILD)/page.c: $(wildcard src/export/page/*) $(D3)/d3-hierarchy/dist/d3-hierarchy.min.js $(D3)/d3-color/dist/d3-color.min.js
	@mkdir -p $(@D)
	sh src/export/page/pack.sh $(D3) > $@
$(BUILD)/page.o: $(BUILD)/page.c
	$(CC) $(DEPFLAGS) $(LIBFLAGS) -c -o $@ $<

$(BUILD)/libtopictree.a: $(LIBOBJ)
	@rm -f $@
	ar rcs $@ $^

$(BUILD)/libtopictree.so: $(LIBOBJ)
	$(CC) $(ALLFLAGS) -shared -Wl,-soname,libtopictree.so.$(SOVERSION) -o $@ $^ $(LIBS)

$(BUILD)/libtopictree-export.a: $(MOREOBJ)
	@rm -f $@
	ar rcs $@ $^
# Private functions that both libraries use are in both, hidden; errors go to the message of libtopictree (error_forward.c).
$(BUILD)/libtopictree-export.so: $(MOREOBJ) $(BUILD)/src/export/forward/error_forward.o $(BUILD)/libtopictree.so $(BUILD)/libtopictree.a
	$(CC) $(ALLFLAGS) -shared -Wl,-soname,libtopictree-export.so.$(SOVERSION) -o $@ $(MOREOBJ) $(BUILD)/src/export/forward/error_forward.o \
	    -L$(BUILD) -l:libtopictree.so -Wl,--exclude-libs,ALL $(BUILD)/libtopictree.a $(MORELIBS) -Wl,--as-needed $(LIBS)

$(BUILD)/topictree: $(CLIOBJ) $(ARCHIVES)
	$(CC) $(ALLFLAGS) -o $@ $^ $(MORELIBS) $(PROGLIBS)

$(BUILD)/tests/%: tests/unit/%.c $(ARCHIVES)
	@mkdir -p $(@D)
	$(CC) $(DEPFLAGS) $(LIBFLAGS) -o $@ $< $(ARCHIVES) $(shell pkg-config --cflags --libs cmocka) $(MORELIBS) $(LIBS)

$(BUILD)/tests/bench/%: tests/bench/%.c $(ARCHIVES)
	@mkdir -p $(@D)
	$(CC) $(DEPFLAGS) $(LIBFLAGS) -o $@ $< $(ARCHIVES) $(MORELIBS) $(PROGLIBS)

## unit: build the unit tests
unit: $(UNITBIN)

## test: every test; ends with "N passed, N failed"
test: all unit
	sh tests/run.sh $(BUILD) $(UNITBIN) tests/cli/*.test
## test-unit: the unit tests alone
test-unit: unit
	sh tests/run.sh $(BUILD) $(UNITBIN)
## test-cli: the command-line cases alone; CASES=tests/cli/input.test for some of them
test-cli: all
	sh tests/run.sh $(BUILD) $(or $(CASES),tests/cli/*.test)
## test-san: unit tests and the command-line cases that suit it, under AddressSanitizer and UBSan
test-san:
	ASAN_OPTIONS=allocator_may_return_null=1 LSAN_OPTIONS=suppressions=$(CURDIR)/tests/lsan.supp:print_suppressions=0 $(MAKE) BUILD=output/build-san SAN="-fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer" \
	    test-some SOME="tests/cli/options.test tests/cli/bad-input.test"
test-some: all unit
	sh tests/run.sh $(BUILD) $(UNITBIN) $(SOME)
## test-tsan: several threads build and export at once under ThreadSanitizer (clang; one OpenMP thread a call)
test-tsan:
	TSAN_OPTIONS=suppressions=$(CURDIR)/tests/tsan.supp:ignore_noninstrumented_modules=1:history_size=7 OMP_NUM_THREADS=1 \
	    $(MAKE) BUILD=output/build-tsan CC=clang CFLAGS="-O1 -g -DTHREADS_ROUNDS=5" SAN="-fsanitize=thread" test-threads
test-threads: $(BUILD)/tests/test_export_threads
	sh tests/run.sh $(BUILD) $(BUILD)/tests/test_export_threads
## test-valgrind: the unit tests under valgrind (what the OpenMP runtime keeps for its threads is "possibly lost": not ours)
test-valgrind: unit
	WRAP="valgrind -q --leak-check=full --errors-for-leak-kinds=definite,indirect --show-leak-kinds=definite,indirect \
	    --error-exitcode=99" sh tests/run.sh $(BUILD) $(UNITBIN)

## bench: speed and memory of every stage and of the whole, beside scikit-learn where it is, on a generated corpus; 3 minutes.
##        BENCH_DOCUMENTS, BENCH_LEAVES, BENCH_THREADS, BENCH_RUNS, BENCH_PEER=no change what is measured
bench: all $(BENCHBIN)
	@python3 tests/bench/bench.py --build $(BUILD) --dir $(BENCH_DIR) --documents $(BENCH_DOCUMENTS) --leaves "$(BENCH_LEAVES)" \
	    --threads "$(BENCH_THREADS)" --runs $(BENCH_RUNS) --peer $(BENCH_PEER)
## bench-scale: seconds a stage and memory over 10,000, 100,000, 1,000,000 documents (BENCH_SIZES, BENCH_LIMIT seconds)
bench-scale: all $(BENCHBIN)
	@python3 tests/bench/scale.py --build $(BUILD) --dir $(BENCH_DIR) --sizes "$(BENCH_SIZES)" --limit $(BENCH_LIMIT)

## install: program, libraries, headers, pkg-config file, man page, schema under $(DESTDIR)$(PREFIX)
install: all
	install -d "$(TARGET)/bin" "$(TARGET)/lib/pkgconfig" "$(TARGET)/include/topictree" "$(TARGET)/share/man/man1" \
	    "$(TARGET)/share/topictree" "$(TARGET)/share/doc/topictree/examples"
	install -m 755 $(BUILD)/topictree "$(TARGET)/bin/"
	install -m 644 $(ARCHIVES) "$(TARGET)/lib/"
	sed 's|@PREFIX@|$(PREFIX)|; s|@VERSION@|$(VERSION)|; s|@LIBS@|$(LIBS)|' src/topictree.pc.in > "$(TARGET)/lib/pkgconfig/topictree.pc"
	sed 's|@PREFIX@|$(PREFIX)|; s|@VERSION@|$(VERSION)|; s|@LIBS@|$(MORELIBS)|' src/topictree-export.pc.in > "$(TARGET)/lib/pkgconfig/topictree-export.pc"
	for library in libtopictree libtopictree-export; do \
	    install -m 755 $(BUILD)/$$library.so "$(TARGET)/lib/$$library.so.$(VERSION)"; \
	    ln -sf $$library.so.$(VERSION) "$(TARGET)/lib/$$library.so.$(SOVERSION)"; \
	    ln -sf $$library.so.$(SOVERSION) "$(TARGET)/lib/$$library.so"; \
	done
	install -m 644 include/topictree.h "$(TARGET)/include/"
	install -m 644 include/topictree/*.h "$(TARGET)/include/topictree/"
	install -m 644 src/cli/topictree.1 "$(TARGET)/share/man/man1/"
	install -m 644 include/topictree/tree.schema.json "$(TARGET)/share/topictree/"
	install -m 644 tests/example/client.* "$(TARGET)/share/doc/topictree/examples/"
## uninstall: take away what install put there
uninstall:
	rm -f "$(TARGET)/bin/topictree" "$(TARGET)"/lib/libtopictree.* "$(TARGET)"/lib/libtopictree-export.* "$(TARGET)"/lib/pkgconfig/topictree*.pc \
	    "$(TARGET)/include/topictree.h" "$(TARGET)/share/man/man1/topictree.1"
	rm -rf "$(TARGET)/include/topictree" "$(TARGET)/share/topictree" "$(TARGET)/share/doc/topictree"

## clean: remove everything built
clean:
	rm -rf output/build output/build-* output/bench

## help: this list
help:
	@sed -n 's/^## /  /p' Makefile

-include $(LIBOBJ:.o=.d) $(MOREOBJ:.o=.d) $(CLIOBJ:.o=.d) $(UNITBIN:=.d) $(BENCHBIN:=.d)
.PHONY: all unit test test-unit test-cli test-san test-some test-tsan test-threads test-valgrind bench bench-scale install uninstall clean help
.DELETE_ON_ERROR:
