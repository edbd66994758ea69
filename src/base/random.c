#include "base/random.h"

#include "base/error.h"
#include "base/strmap.h"

gsl_rng *tt__base_rng_new(uint64_t seed, uint64_t stream)
{
    char key[16];
    for (int i = 0; i < 8; i++) {
        key[i] = (char)(seed >> (8 * i) & 0xff);
        key[8 + i] = (char)(stream >> (8 * i) & 0xff);
    }
    gsl_rng *rng = gsl_rng_alloc(gsl_rng_mt19937);
    if (!rng) {
        tt__base_fail(TT_ERR_MEMORY, "out of memory: a random number generator");
        return NULL;
    }
    gsl_rng_set(rng, (unsigned long)(tt__base_hash(key, sizeof key) & 0xffffffffu)); /* mt19937 takes 32 bits */
    return rng;
}
