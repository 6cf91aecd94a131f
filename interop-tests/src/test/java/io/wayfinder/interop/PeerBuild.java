package io.wayfinder.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * Builds what the interoperability tests run, once: what was built lies in git-ignored folders and is built again only when a source is newer.
 */
final class PeerBuild {

    /** From nothing, with everything downloaded, on two busy cores. */
    private static final long LIMIT_MINUTES = 15;

    private static final List<String> NOT_SOURCES = List.of("target", "node_modules");
    private static final Map<String, Optional<String>> MISSING = new ConcurrentHashMap<>();

    private PeerBuild() {}

    /** Whether a missing toolchain is a failure. */
    static boolean required() {
        return "required".equals(System.getenv("WAYFINDER_INTEROP"));
    }

    /** Why the peer cannot run here; empty when it can, after it was built if need be. */
    static Optional<String> missing(Peer peer) {
        return missing(peer.name(), peer.toolchain(), peer.folder(), peer.build(), peer.built());
    }

    /** Skips the test that calls, or fails it, when the peer cannot run here. */
    static void require(Peer peer) {
        missing(peer).ifPresent(PeerBuild::skip);
    }

    /** Skips the test that calls, or fails it, for want of a toolchain. */
    static void skip(String reason) {
        if (required()) {
            throw new IllegalStateException(reason + ", and WAYFINDER_INTEROP=required");
        }
        throw new TestAbortedException(reason);
    }

    /**
     * Why what one command builds cannot be had here; empty when it can.
     *
     * @throws IllegalStateException when the build fails
     */
    static Optional<String> missing(
            String name, List<String> toolchain, Path folder, List<String> build, String built) {
        return MISSING.computeIfAbsent(name, key -> {
            if (!toolchain.isEmpty() && Toolchain.version(toolchain).isEmpty()) {
                String line = toolchain.getFirst() + " is not installed, so " + name + " does not take part";
                System.out.println("interop: " + line);
                return Optional.of(line);
            }
            Path result = folder.resolve(built);
            if (!build.isEmpty() && isOlder(result, folder)) {
                build(name, folder, build, result);
            }
            return Optional.empty();
        });
    }

    private static boolean isOlder(Path result, Path folder) {
        if (!Files.exists(result)) {
            return true;
        }
        try (Stream<Path> sources = Files.walk(folder)) {
            long builtMs = Files.getLastModifiedTime(result).toMillis();
            return sources.filter(Files::isRegularFile)
                    .filter(file -> !NOT_SOURCES.contains(
                            folder.relativize(file).getName(0).toString()))
                    .anyMatch(file -> file.toFile().lastModified() > builtMs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void build(String name, Path folder, List<String> command, Path result) {
        System.out.println("interop: building " + name + ", once: " + String.join(" ", command));
        long startedMs = System.currentTimeMillis();
        try {
            Path log = Files.createDirectories(Repository.root().resolve("interop-tests/target"))
                    .resolve("build-" + name + ".log");
            Process build = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            boolean ended = build.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES);
            if (!ended || build.exitValue() != 0) {
                build.descendants().forEach(ProcessHandle::destroyForcibly);
                build.destroyForcibly();
                throw new IllegalStateException("could not build " + name + ":\n" + lastLines(log));
            }
            // A tool that finds its result up to date may leave its time as it was.
            Files.setLastModifiedTime(result, FileTime.fromMillis(startedMs));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        System.out.printf("interop: built %s in %d s%n", name, (System.currentTimeMillis() - startedMs) / 1_000);
    }

    /** The end of a log, for a message. */
    static String lastLines(Path log) throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(log));
        return String.join("\n", lines.subList(Math.max(0, lines.size() - 20), lines.size()));
    }
}
