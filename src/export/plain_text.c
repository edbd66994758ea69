/* Text and numbers made fit to be written into a file that people and other programs read. */
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/utf8.h>

#include "base/error.h"
#include "export/writers.h"

/* x = digits * 10^(exponent - 5), digits of 100000 to 999999, for x of 0.0001 to 99999; false where x lies so near to
 * the middle between two of them that the rounding of the product could decide (its error is below 2e-10). */
static bool six_digits(double x, int32_t *digits, int *exponent)
{
    static const double power[] = {1e-4, 1e-3, 1e-2, 1e-1, 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
    int e = 0;
    if (!(x >= power[0] && x < power[9])) return false;
    while (x >= power[e + 1]) e++; /* 10^(e - 4) <= x */
    double product = x * power[13 - e], whole = floor(product);
    if (fabs(product - whole - .5) < 1e-9) return false;
    *digits = (int32_t)(product - whole > .5 ? whole + 1 : whole);
    *exponent = e - 4;
    if (*digits == 1000000) {
        *digits = 100000;
        ++*exponent;
    }
    return true;
}

/* As "%.6g" prints them. */
static void print_digits(char *to, int32_t digits, int exponent)
{
    char six[6];
    int n = 6, at = 0;
    for (int k = 6; k-- > 0; digits /= 10) six[k] = (char)('0' + digits % 10);
    while (n > 1 && six[n - 1] == '0') n--;
    if (exponent < 0) {
        *to++ = '0';
        *to++ = '.';
        for (int k = exponent; k < -1; k++) *to++ = '0';
    }
    for (; at < n || at <= exponent; at++) {
        if (exponent >= 0 && at == exponent + 1) *to++ = '.';
        *to++ = six[at];
    }
    *to = '\0';
}

/* snprintf alone would be a tenth of the time that writing a build's files takes. */
const char *tt__export_number(char buffer[TT__EXPORT_NUMBER_SIZE], double number)
{
    int32_t digits;
    int exponent;
    if (!isfinite(number)) return "";
    if (six_digits(fabs(number), &digits, &exponent)) {
        buffer[0] = '-';
        print_digits(buffer + (number < 0), digits, exponent);
        return buffer;
    }
    snprintf(buffer, TT__EXPORT_NUMBER_SIZE, "%.6g", number + 0.0); /* + 0.0: no "-0" */
    return buffer;
}

/* Digits and the power of ten are exact, so that their quotient is what strtod makes of the text. */
double tt__export_rounded(double number)
{
    static const double power[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};
    char text[TT__EXPORT_NUMBER_SIZE];
    int32_t digits;
    int exponent;
    if (isfinite(number) && six_digits(fabs(number), &digits, &exponent))
        return copysign(digits / power[5 - exponent], number);
    return isfinite(number) ? strtod(tt__export_number(text, number), NULL) : number;
}

const char *tt__export_count(char buffer[TT__EXPORT_NUMBER_SIZE], int64_t count)
{
    char digits[TT__EXPORT_NUMBER_SIZE];
    int n = snprintf(digits, sizeof digits, "%lld", (long long)count), at = 0;
    for (int i = 0; i < n && at < TT__EXPORT_NUMBER_SIZE - 2; i++) {
        buffer[at++] = digits[i];
        if ((n - 1 - i) % 3 == 0 && i + 1 < n && digits[i] != '-') buffer[at++] = ',';
    }
    buffer[at] = '\0';
    return buffer;
}

static bool is_space(int32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029;
}

/* Marks that change the direction of what follows, and characters that show as nothing or may not stand in XML. */
static bool is_dropped(int32_t c)
{
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C ||
           c == 0x200B || c == 0xFEFF || (c >= 0xFFF9 && c <= 0xFFFB) || (c & 0xFFFE) == 0xFFFE;
}

int32_t tt__export_next_plain(const char **text)
{
    const uint8_t *s = (const uint8_t *)*text;
    int32_t i = 0, c;
    do {
        if (s[i] == '\0')
            c = 0;
        else
            U8_NEXT(s, i, -1, c); /* -1: ends at the NUL */
    } while (c > 0 && is_dropped(c));
    *text += i;
    if (c < 0) return 0xFFFD;
    return c && is_space(c) ? ' ' : c;
}

tt_status tt__export_append_code(tt__base_buffer *out, int32_t code)
{
    uint8_t bytes[U8_MAX_LENGTH];
    uint32_t c = (uint32_t)code;
    size_t n = 0;
    U8_APPEND_UNSAFE(bytes, n, c);
    return tt__base_buffer_append(out, (const char *)bytes, n);
}

tt_status tt__export_append_number(tt__base_buffer *out, int64_t number)
{
    char digit[24];
    int at = sizeof digit;
    uint64_t rest = number < 0 ? -(uint64_t)number : (uint64_t)number;
    do digit[--at] = (char)('0' + rest % 10);
    while (rest /= 10);
    if (number < 0) digit[--at] = '-';
    return tt__base_buffer_append(out, digit + at, sizeof digit - (size_t)at);
}

/* Letters, digits and signs of ASCII stay as they are: how many stand at the beginning of the text. */
static size_t plain_ascii(const char *text)
{
    size_t n = 0;
    while (text[n] >= 0x20 && text[n] < 0x7F) n++;
    return n;
}

tt_status tt__export_append_plain(tt__base_buffer *out, const char *text)
{
    tt_status status = tt__base_buffer_append(out, "", 0);
    while (*text && status == TT_OK) {
        size_t n = plain_ascii(text);
        status = tt__base_buffer_append(out, text, n);
        text += n;
        int32_t c = n == 0 ? tt__export_next_plain(&text) : 0;
        if (c && status == TT_OK) status = tt__export_append_code(out, c);
    }
    return status;
}

tt_status tt__export_append_markup_code(tt__base_buffer *out, int32_t code)
{
    const char *entity = code == '&' ? "&amp;" : code == '<' ? "&lt;" : code == '>' ? "&gt;" : NULL;
    return entity ? tt__base_buffer_append(out, entity, strlen(entity)) : tt__export_append_code(out, code);
}

tt_status tt__export_append_markup(tt__base_buffer *out, const char *text)
{
    tt_status status = tt__base_buffer_append(out, "", 0);
    for (int32_t c; status == TT_OK && (c = tt__export_next_plain(&text));)
        status = tt__export_append_markup_code(out, c);
    return status;
}

tt_status tt__export_append_terms(tt__base_buffer *out, const tt_topic *topic, int32_t most, const char *between)
{
    tt_status status = tt__base_buffer_append(out, "", 0);
    for (int32_t i = 0; i < topic->n_terms && i < most && status == TT_OK; i++) {
        if (i > 0) status = tt__base_buffer_append(out, between, strlen(between));
        if (status == TT_OK) status = tt__export_append_plain(out, topic->terms[i].text);
    }
    return status;
}
