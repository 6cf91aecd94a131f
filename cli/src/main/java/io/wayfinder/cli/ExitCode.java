package io.wayfinder.cli;

/** What a process ends with. */
final class ExitCode {

    static final int DONE = 0;

    /** The network said no: timed out, unreachable, nothing found. */
    static final int NETWORK = 1;

    /** Bad usage or bad input, a port in use or a locked directory included: trying again unchanged cannot help. */
    static final int BAD_INPUT = 2;

    private ExitCode() {}
}
