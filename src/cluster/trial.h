/* Trials of a bisection: two rows to start from, two sums, rows that move while I2 gains.
 *
 * Eight trials of one cluster run side by side: a row meets the sixteen sums in one sweep, and the eight decisions
 * whether it moves are made at once.  Each trial is what it would be alone. */
#ifndef TT_CLUSTER_TRIAL_H
#define TT_CLUSTER_TRIAL_H

#include "cluster/clusters.h"
#include "matrix/panel.h"

enum { TT__CLUSTER_LANES = TT__MATRIX_PANEL_PAD / 2 }; /* trials side by side: those of a group */

typedef struct tt__cluster_trials {
    int32_t cluster;                    /* to be split */
    const int32_t *rows;                /* n_rows: those of the cluster */
    int64_t n_rows, n;                  /* of these, n evenly spread are looked at */
    int32_t least;                      /* no side weighs less, >= 1 */
    int32_t count;                      /* trials, at most TT__CLUSTER_LANES */
    int32_t seed[TT__CLUSTER_LANES][2]; /* the two rows each starts from */
    uint8_t *sides;                     /* n (n_rows where they are widened): bit j is the side of the row in trial j */
    double gain[TT__CLUSTER_LANES];     /* of I2; negative: no split that honours least */
} tt__cluster_trials;

/* How a row leans between two sides. */
typedef struct tt__cluster_leaning {
    float lean; /* how much nearer to side 1 than to side 0 */
    int32_t i;  /* which of the rows */
} tt__cluster_leaning;

/* What a thread needs to run trials. */
typedef struct tt__cluster_trial_room {
    tt__matrix_panel sums;      /* v x 16: side s of trial j is column 8 s + j; zero between groups */
    tt__cluster_leaning *order; /* as many as there are rows */
} tt__cluster_trial_room;

/* Row i of those that are looked at. */
static inline int32_t tt__cluster_trials_row(const tt__cluster_trials *t, int64_t i)
{
    return t->rows[t->n == t->n_rows ? i : i * t->n_rows / t->n];
}

/* The first pass, which tells much: rows go to the nearer seed, then each in turn moves if I2 gains. */
void tt__cluster_trials_start(tt__cluster_trials *trials, const tt__cluster_state *to, tt__cluster_trial_room *room);
/* Further passes, until hardly a row moves. */
void tt__cluster_trials_go_on(tt__cluster_trials *trials, const tt__cluster_state *to, tt__cluster_trial_room *room);
/* From a sample to all rows: they go to the nearer of the sample's sums, then passes as before; sets n to n_rows. */
void tt__cluster_trials_widen(tt__cluster_trials *trials, const tt__cluster_state *to, tt__cluster_trial_room *room);

#endif
