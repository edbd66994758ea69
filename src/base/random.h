/* Random numbers: GSL's Mersenne Twister, one generator per (seed, stream), so that work split into streams draws the
 * same numbers however it is scheduled. */
#ifndef TT_BASE_RANDOM_H
#define TT_BASE_RANDOM_H

#include <gsl/gsl_rng.h>

#include "topictree/base.h"

/* NULL with the message set when out of memory; free with gsl_rng_free(). */
gsl_rng *tt__base_rng_new(uint64_t seed, uint64_t stream);

#endif
