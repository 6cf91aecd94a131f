package io.wayfinder.interop;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What this machine builds and runs peers with. */
final class Toolchain {

    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+[\\w.]*");
    private static final Map<List<String>, Optional<String>> FOUND = new ConcurrentHashMap<>();

    private Toolchain() {}

    /** The version that the command tells; empty when there is no such command here. */
    static Optional<String> version(List<String> command) {
        return FOUND.computeIfAbsent(command, Toolchain::ask);
    }

    private static Optional<String> ask(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            Matcher version = VERSION.matcher(said);
            return process.waitFor() == 0 && version.find() ? Optional.of(version.group()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** By command name, Java first; those that are here. */
    static Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("java", System.getProperty("java.version"));
        for (Peer peer : Peer.all()) {
            if (!peer.toolchain().isEmpty()) {
                version(peer.toolchain())
                        .ifPresent(version -> versions.put(peer.toolchain().getFirst(), version));
            }
        }
        return versions;
    }
}
