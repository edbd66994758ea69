/* Do the terms of a label stand in the same documents? */
#ifndef TT_EVAL_COHERENCE_H
#define TT_EVAL_COHERENCE_H

#include "topictree/eval.h"

enum { TT__EVAL_FIRST_TERMS = 10 }; /* how many of a topic's terms are judged */

/* Mean over topics (the root left out) of the mean NPMI over pairs of their first terms; NaN where no topic has two
 * terms. NPMI = ln(n n_ab / (n_a n_b)) / -ln(n_ab / n) over the n documents of the corpus: -1 never together, 1 always
 * (Bouma 2009).  Case is folded; a phrase counts where its words stand side by side.
 * One pass over the corpus; O(tokens + hits of terms in documents). */
tt_status tt__eval_coherence(double *npmi, const tt_topics *topics, const tt_corpus *corpus);

/* 1 - mean cosine between the TF-IDF centroids of leaves that share a parent; NaN where no leaf has a sibling leaf. */
tt_status tt__eval_separation(double *separation, const tt_topics *topics, const tt_corpus *corpus, const tt_run *run);

/* The corpus' documents as default TF-IDF rows; TT_ERR_EMPTY where no term stands in enough of them. */
tt_status tt__eval_weigh_corpus(tt_csr *x, const tt_corpus *corpus, const tt_run *run);

#endif
