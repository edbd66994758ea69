/* One trial of a bisection: two rows to start from, two sums, rows that move while I2 gains. */
#ifndef TT_CLUSTER_TRIAL_H
#define TT_CLUSTER_TRIAL_H

#include "cluster/clusters.h"

typedef struct tt__trial {
    int32_t cluster;     /* to be split */
    int64_t begin, end;  /* its rows */
    int32_t seed[2];     /* the two rows it starts from */
    int32_t least;       /* no side weighs less, >= 1 */
    uint8_t *side;       /* end - begin: 0 or 1 */
    double gain;         /* of I2; negative: no split that honours least */
} tt__trial;

/* How a row leans between two seeds. */
typedef struct tt__leaning {
    double lean; /* how much nearer to side 1 than to side 0 */
    int64_t i;   /* which row of the cluster */
} tt__leaning;

/* What a thread needs to run trials. */
typedef struct tt__trial_room {
    float *sum;         /* 2 v: zero between trials */
    tt__leaning *order; /* n */
} tt__trial_room;

/* The first pass of a trial (fresh), or the further ones of a trial that went on.  rows: those of all clusters, which
 * trial->begin and end are positions in. */
void tt__trial_run(tt__trial *trial, const tt__clusters *to, const int32_t *rows, const tt__trial_room *room, bool fresh);

#endif
