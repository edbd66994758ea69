/* What is free: the least of what made-up files of a machine say, and of the address space; sizes as text. */
#include "testing.h"

#include <sys/resource.h>

#include "base/machine.h"

static const int64_t kilobyte = 1024, megabyte = 1 << 20;

/* A file below root, with the folders it is in. */
static void put(const char *root, const char *path, const char *text)
{
    char full[512];
    snprintf(full, sizeof full, "%s%s", root, path);
    for (char *p = full + strlen(root) + 1; *p; p++) {
        if (*p != '/') continue;
        *p = '\0';
        mkdir(full, 0777);
        *p = '/';
    }
    FILE *file = fopen(full, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void drop(const char *root)
{
    char command[128];
    snprintf(command, sizeof command, "rm -r '%s'", root);
    assert_int_equal(system(command), 0);
}

static void test_nothing_known(void **state)
{
    (void)state;
    char root[64];
    temporary_folder(root);
    assert_true(tt__base_memory_free_under(root) == TT__BASE_UNLIMITED);
    put(root, "/proc/meminfo", "MemTotal: many\nMemAvailable: some kB\n");
    put(root, "/proc/self/cgroup", "nonsense\n\n0:\n1::\n");
    assert_true(tt__base_memory_free_under(root) == TT__BASE_UNLIMITED);
    drop(root);
}

static void test_available(void **state)
{
    (void)state;
    char root[64];
    temporary_folder(root);
    put(root, "/proc/meminfo", "MemTotal:       9000 kB\nMemFree:        100 kB\nMemAvailable:       5000 kB\n");
    assert_true(tt__base_memory_free_under(root) == 5000 * kilobyte);
    drop(root);
}

/* Version 2: the group, the one it is in, and the top; what can be dropped counts as free. */
static void test_groups(void **state)
{
    (void)state;
    char root[64];
    temporary_folder(root);
    put(root, "/proc/meminfo", "MemAvailable: 9000000 kB\n");
    put(root, "/proc/self/cgroup", "0::/outer/inner\n");
    put(root, "/sys/fs/cgroup/outer/inner/memory.max", "max\n");
    put(root, "/sys/fs/cgroup/outer/inner/memory.current", "1000\n");
    assert_true(tt__base_memory_free_under(root) == 9000000 * kilobyte);
    put(root, "/sys/fs/cgroup/outer/memory.max", "500000\n");
    put(root, "/sys/fs/cgroup/outer/memory.current", "200000\n");
    assert_true(tt__base_memory_free_under(root) == 300000);
    put(root, "/sys/fs/cgroup/outer/memory.stat", "anon 5\ninactive_file 50000\n");
    assert_true(tt__base_memory_free_under(root) == 350000);
    put(root, "/sys/fs/cgroup/memory.max", "300000\n");
    put(root, "/sys/fs/cgroup/memory.current", "300001\n");
    assert_true(tt__base_memory_free_under(root) == 0);
    drop(root);
}

/* Inside a container the group's name is that of outside, and only the top is there. */
static void test_groups_of_version_1(void **state)
{
    (void)state;
    char root[64];
    temporary_folder(root);
    put(root, "/proc/self/cgroup", "12:cpu,cpuacct:/docker/abc\n4:memory:/docker/abc\n0::/docker/abc\n");
    put(root, "/sys/fs/cgroup/memory/memory.limit_in_bytes", "4000000\n");
    put(root, "/sys/fs/cgroup/memory/memory.usage_in_bytes", "1000000\n");
    put(root, "/sys/fs/cgroup/memory/memory.stat", "inactive_file 1\ntotal_inactive_file 300000\n");
    assert_true(tt__base_memory_free_under(root) == 3300000);
    drop(root);
}

static void test_address_space(void **state)
{
    (void)state;
#ifdef __SANITIZE_ADDRESS__
    skip(); /* its own map of memory takes more than the limit */
#endif
    struct rlimit before, cut;
    assert_int_equal(getrlimit(RLIMIT_AS, &before), 0);
    int64_t used = tt__base_memory_used();
    cut = before;
    cut.rlim_cur = (rlim_t)1 << 40;
    if (used == 0 || (before.rlim_max != RLIM_INFINITY && before.rlim_max < cut.rlim_cur)) skip();
    assert_int_equal(setrlimit(RLIMIT_AS, &cut), 0);
    int64_t left = tt__base_memory_free_under("");
    assert_int_equal(setrlimit(RLIMIT_AS, &before), 0);
    assert_true(left > 0 && left < (int64_t)1 << 40);
}

static void test_this_process(void **state)
{
    (void)state;
    int64_t used = tt__base_memory_used(), peak = tt__base_memory_peak();
    if (used == 0) skip();
    assert_true(used > 100 * kilobyte && used < 4096 * megabyte);
    assert_true(peak > 100 * kilobyte);
    char *block = tt__base_calloc(64, (size_t)megabyte);
    memset(block, 1, (size_t)(64 * megabyte));
    assert_true(tt__base_memory_used() >= used + 32 * megabyte);
    free(block);
    assert_true(tt__base_memory_peak() >= used + 32 * megabyte);
}

static void test_limit(void **state)
{
    (void)state;
    assert_true(tt__base_memory_limit(12345) == 12345);
    assert_true(tt__base_memory_limit(0) >= tt__base_memory_used());
}

static void test_text(void **state)
{
    (void)state;
    char text[TT__BASE_SIZE_TEXT];
    assert_string_equal(tt__base_size_text(text, 0), "0 MB");
    assert_string_equal(tt__base_size_text(text, 850 * megabyte), "850 MB");
    assert_string_equal(tt__base_size_text(text, 2000 * megabyte), "2.0 GB");
    assert_string_equal(tt__base_size_text(text, 20000 * megabyte), "20 GB");
    assert_string_equal(tt__base_size_text(text, TT__BASE_UNLIMITED), "8388608 TB");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_known), cmocka_unit_test(test_available),
        cmocka_unit_test(test_groups),        cmocka_unit_test(test_groups_of_version_1),
        cmocka_unit_test(test_address_space), cmocka_unit_test(test_this_process),
        cmocka_unit_test(test_limit),         cmocka_unit_test(test_text),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
