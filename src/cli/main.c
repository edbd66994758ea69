#include <stdio.h>

#include "topictree.h"

int main(void)
{
    printf("topictree %s\n", tt_version());
    return 0;
}
