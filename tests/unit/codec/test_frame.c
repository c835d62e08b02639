#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>

#include "bussola/codec/frame.h"
#include "support.h"

typedef struct channel {
    int in, out;
    bs_frame_reader reader;
    bs_buffer message;
} channel;

static channel make_channel(void)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    channel made = {.in = ends[1], .out = ends[0], .reader = {.fd = ends[0]}};
    bs_buffer_init(&made.message, BS_FRAME_MAX);
    return made;
}

static void end_channel(channel *used)
{
    (void)close(used->in);
    (void)close(used->out);
    bs_buffer_free(&used->message);
}

static void put(const channel *to, const void *data, size_t size)
{
    assert_int_equal(write(to->in, data, size), size);
}

static void put_length(const channel *to, uint32_t length)
{
    put(to, &length, sizeof length);
}

static void frames_come_in_any_portions(void **state)
{
    (void)state;
    channel c = make_channel();
    put_length(&c, 3);
    put(&c, "abc", 3);
    put_length(&c, 1);
    put(&c, "d", 1);
    assert_int_equal(bs_frame_read(&c.message, &c.reader, NULL), BS_OK);
    assert_string_equal(text_of(&c.message), "abc");
    assert_int_equal(bs_frame_read(&c.message, &c.reader, NULL), BS_OK);
    assert_string_equal(text_of(&c.message), "d");
    assert_false(c.reader.ended);
    end_channel(&c);
}

static void refused_frames_are_read_past(void **state)
{
    (void)state;
    channel c = make_channel();
    bs_error error;
    put_length(&c, 0);
    put_length(&c, 2);
    put(&c, "ok", 2);
    assert_int_equal(bs_frame_read(&c.message, &c.reader, &error), BS_BAD_FRAME);
    assert_int_equal(bs_frame_read(&c.message, &c.reader, NULL), BS_OK);
    assert_string_equal(text_of(&c.message), "ok");
    put_length(&c, BS_FRAME_MAX + 1);
    assert_int_equal(bs_frame_read(&c.message, &c.reader, &error), BS_TOO_LARGE);
    assert_false(c.reader.ended);
    const pid_t writer = fork();
    if (writer == 0) {
        static char bytes[BS_FRAME_MAX + 1];
        for (size_t done = 0; done < sizeof bytes;) {
            const ssize_t part = write(c.in, bytes + done, sizeof bytes - done);
            done += part > 0 ? (size_t)part : 0;
        }
        static const char next[] = "\1\0\0\0n";
        _exit(write(c.in, next, 5) == 5 ? 0 : 1);
    }
    assert_int_equal(bs_frame_read(&c.message, &c.reader, NULL), BS_OK);
    assert_string_equal(text_of(&c.message), "n");
    assert_int_equal(waitpid(writer, NULL, 0), writer);
    put_length(&c, BS_FRAME_DRAIN_MAX + 1);
    assert_int_equal(bs_frame_read(&c.message, &c.reader, &error), BS_TOO_LARGE);
    assert_true(c.reader.ended);
    assert_int_equal(bs_frame_read(&c.message, &c.reader, &error), BS_OK);
    assert_true(c.reader.ended);
    end_channel(&c);
}

static void the_end_may_come_anywhere(void **state)
{
    (void)state;
    static const char bytes[] = "\4\0\0\0abc";
    for (size_t size = 0; size < sizeof bytes; size++) {
        channel c = make_channel();
        put(&c, bytes, size);
        (void)close(c.in);
        assert_int_equal(bs_frame_read(&c.message, &c.reader, NULL), BS_OK);
        assert_true(c.reader.ended);
        (void)close(c.out);
        bs_buffer_free(&c.message);
    }
}

static void a_descriptor_that_cannot_be_read_ends_with_an_error(void **state)
{
    (void)state;
    bs_frame_reader reader = {.fd = -1};
    bs_buffer message;
    bs_buffer_init(&message, BS_FRAME_MAX);
    assert_int_equal(bs_frame_read(&message, &reader, NULL), BS_INTERNAL);
    assert_true(reader.ended);
    bs_buffer_free(&message);
}

static void ignore_signal(int number)
{
    (void)number;
}

/** With a slow reader and a small, non-blocking pipe the frame still arrives completely. */
static void replies_are_written_whole(void **state)
{
    (void)state;
    channel c = make_channel();
    bs_buffer frame;
    bs_buffer_init(&frame, BS_FRAME_HEADER + BS_FRAME_MAX);
    bs_frame_begin(&frame);
    for (size_t i = 0; i < BS_FRAME_MAX; i++) {
        const char byte = (char)(i * 31 + i / 251);
        bs_buffer_append(&frame, &byte, 1);
    }
    assert_false(frame.failed);
    struct sigaction action = {.sa_handler = ignore_signal};
    assert_int_equal(sigaction(SIGALRM, &action, NULL), 0);
    const pid_t writer = fork();
    if (writer == 0) {
        (void)close(c.out);
        (void)fcntl(c.in, F_SETFL, O_NONBLOCK);
        (void)ualarm(500, 10000);
        _exit(bs_frame_write(c.in, &frame, NULL) == BS_OK ? 0 : 1);
    }
    assert_int_equal(bs_frame_read(&c.message, &c.reader, NULL), BS_OK);
    assert_int_equal(c.message.size, BS_FRAME_MAX);
    assert_memory_equal(c.message.data, frame.data + BS_FRAME_HEADER, BS_FRAME_MAX);
    int status = -1;
    assert_int_equal(waitpid(writer, &status, 0), writer);
    assert_int_equal(status, 0);
    bs_buffer_free(&frame);
    end_channel(&c);
}

static void a_reader_gone_is_reported(void **state)
{
    (void)state;
    channel c = make_channel();
    bs_buffer frame;
    bs_error error;
    bs_buffer_init(&frame, 100);
    bs_frame_begin(&frame);
    bs_buffer_text(&frame, "hello");
    (void)signal(SIGPIPE, SIG_IGN);
    (void)close(c.out);
    assert_int_equal(bs_frame_write(c.in, &frame, &error), BS_INTERNAL);
    (void)close(c.in);
    bs_buffer_free(&frame);
    bs_buffer_free(&c.message);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(frames_come_in_any_portions),
        cmocka_unit_test(refused_frames_are_read_past),
        cmocka_unit_test(the_end_may_come_anywhere),
        cmocka_unit_test(a_descriptor_that_cannot_be_read_ends_with_an_error),
        cmocka_unit_test(replies_are_written_whole),
        cmocka_unit_test(a_reader_gone_is_reported),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
