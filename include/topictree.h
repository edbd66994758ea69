/* topictree: turns a pile of documents into a topic tree.
 *
 * Ownership: you free what you declare.  Results are plain structs that you zero-initialise (`tt_tree t = {0};`), a
 * function fills and `tt_X_free(&x)` empties; every const pointer you get back is borrowed from the struct it came
 * from. A function that fails leaves its out-argument untouched.  The corpus is an opaque handle: tt_corpus_new /
 * _free.
 *
 * Arguments: options, runs and what is said to be optional may be NULL (defaults).  NULL anywhere else is refused with
 * TT_ERR_ARGUMENT, and so are options, and threads of a run, that make no sense.
 *
 * Letters used for sizes everywhere: n documents, v terms, d dimensions, k clusters, nnz stored entries, m tree nodes.
 *
 * Threads: any function may be called from any two threads at once on different objects, and readers of a sealed corpus
 * or of a model on the same one.  Calls that change an object come one at a time.  Drawing (dot, svg, png, pdf) and
 * BLAS wait for each other, since Graphviz and OpenBLAS have state of the whole process.  The same input and options
 * give the same bytes for any number of threads. */
#ifndef TOPICTREE_H
#define TOPICTREE_H

#include "topictree/base.h"
#include "topictree/cluster.h"
#include "topictree/corpus.h"
#include "topictree/eval.h"
#include "topictree/export.h"
#include "topictree/label.h"
#include "topictree/matrix.h"
#include "topictree/model.h"
#include "topictree/options.h"
#include "topictree/read.h"
#include "topictree/tree.h"
#include "topictree/weights.h"
#include "topictree/words.h"

#endif
