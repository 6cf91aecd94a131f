package io.wayfinder.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A JVM of its own for each case, since a JVM loads the library once: the loader extracts it to the temporary folder. */
class ProviderFallbackTest {

    @TempDir
    Path folder;

    @Test
    void bouncyCastleStepsInWhereTheTemporaryFolderIsMissing() throws IOException, InterruptedException {
        String output = run("-Djava.io.tmpdir=" + folder.resolve("missing"));

        assertTrue(output.startsWith("bouncycastle, since "), output);
    }

    @Test
    void bouncyCastleStepsInWhereTheLibraryIsForAnotherMachine() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("other.so"), "not an ELF file");
        String output = run(
                "-Dfr.acinq.secp256k1.lib.path=" + folder,
                "-Dfr.acinq.secp256k1.lib.name=other.so",
                "-Djava.io.tmpdir=" + folder.resolve("missing"));

        assertTrue(output.startsWith("bouncycastle, since "), output);
    }

    @Test
    void unknownWishIsToldEachTimeAndLeavesTheProvidersUsable() throws IOException, InterruptedException {
        String refusal = "wayfinder.secp256k1 is native or bouncycastle, not \"openssl\"";

        assertEquals(
                refusal + ", " + refusal + ", bouncycastle",
                run("-Dwayfinder.secp256k1=openssl", "-Djava.io.tmpdir=" + folder));
    }

    @Test
    void libraryIsUsedWhereNothingIsInItsWay() throws IOException, InterruptedException {
        assertEquals("libsecp256k1", run("-Djava.io.tmpdir=" + folder));
    }

    private static String run(String... options) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.command().add("--enable-native-access=ALL-UNNAMED");
        builder.command().addAll(List.of(options));
        builder.command().add("-cp");
        builder.command().add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        builder.command().add(Main.class.getName());
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(30, TimeUnit.SECONDS), "the child did not end");
            return output.strip();
        } finally {
            process.destroyForcibly();
        }
    }

    /** Says which provider this JVM has, and why not the other. */
    static final class Main {
        private Main() {}

        @SuppressWarnings("SystemOut") // It is the child's answer.
        public static void main(String[] args) {
            System.out.println(provider());
        }

        private static String provider() {
            try {
                return Secp256k1.provider().name()
                        + Secp256k1.libsecp256k1Failure()
                                .map(reason -> ", since " + reason)
                                .orElse("");
            } catch (IllegalStateException first) {
                IllegalStateException second = assertThrows(IllegalStateException.class, Secp256k1::provider);
                return first.getMessage() + ", " + second.getMessage() + ", "
                        + Secp256k1.bouncyCastle().name();
            }
        }
    }
}
