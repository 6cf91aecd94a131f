package io.wayfinder.cli;

import io.wayfinder.discovery.service.DiscoveryException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.jspecify.annotations.Nullable;

/** Why a command could not do its work: one line that says what was wrong and what to do. */
final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int exitCode;

    private Failure(int exitCode, String line, @Nullable Throwable cause) {
        super(line, cause);
        this.exitCode = exitCode;
    }

    static Failure badInput(String line) {
        return new Failure(ExitCode.BAD_INPUT, line, null);
    }

    static Failure badInput(String line, Throwable cause) {
        return new Failure(ExitCode.BAD_INPUT, line, cause);
    }

    static Failure network(String line) {
        return new Failure(ExitCode.NETWORK, line, null);
    }

    static Failure network(String line, Throwable cause) {
        return new Failure(ExitCode.NETWORK, line, cause);
    }

    /** What the service refused is the caller's mistake, all else the network's. */
    static Failure of(DiscoveryException e) {
        return switch (e.reason()) {
            case TOO_LARGE, REFUSED -> badInput(messageOf(e), e);
            case TIMED_OUT, UNREACHABLE, NOT_FOUND, BUSY, MISBEHAVED, CANCELLED -> network(messageOf(e), e);
        };
    }

    int exitCode() {
        return exitCode;
    }

    /** Why a file could not be read or written: the JDK's messages are often only a name. */
    static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException missing -> "there is no " + missing.getFile();
            case AccessDeniedException denied -> "no permission";
            case CharacterCodingException binary -> "it is not text";
            default -> messageOf(e);
        };
    }

    /** The message of any throwable, in one line. */
    static String messageOf(Throwable e) {
        String message = e.getMessage();
        return message == null || message.isBlank()
                ? e.getClass().getSimpleName()
                : message.strip().lines().findFirst().orElseThrow();
    }
}
