package io.wayfinder.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The streams and the environment of one invocation, so that tests run commands in their own process.
 *
 * @param out results only
 * @param err everything else
 */
record Console(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        boolean outIsTerminal,
        boolean errIsTerminal) {

    static Console system() {
        return new Console(
                System.in,
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8),
                new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                System.getenv(),
                isTerminal(1),
                isTerminal(2));
    }

    /** Colours and progress: only on a terminal, and not where {@code NO_COLOR} is set (no-color.org). */
    boolean colours() {
        return errIsTerminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }

    /** How the user calls this program, for hints that can be copied: the launcher tells it. */
    static String program() {
        return System.getProperty("wayfinder.program", "wayfinder");
    }

    /** One line that is not a result. */
    void note(String line) {
        err.println("wayfinder: " + line);
    }

    /**
     * Java cannot say which of the streams is a terminal. Linux shows it in /proc; elsewhere the launcher tells it in
     * {@code wayfinder.terminals}, the numbers of the descriptors that are.
     */
    private static boolean isTerminal(int descriptor) {
        String told = System.getProperty("wayfinder.terminals");
        if (told != null) {
            return told.contains(Integer.toString(descriptor));
        }
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
