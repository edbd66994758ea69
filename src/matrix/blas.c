#include "matrix/blas.h"

#include <cblas.h>
#include <pthread.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* held between begin and end */

int tt__matrix_blas_begin(void)
{
    pthread_mutex_lock(&lock);
    int threads = openblas_get_num_threads();
    openblas_set_num_threads(1);
    return threads;
}

void tt__matrix_blas_end(int threads)
{
    openblas_set_num_threads(threads);
    pthread_mutex_unlock(&lock);
}
