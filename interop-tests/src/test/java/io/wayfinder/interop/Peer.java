package io.wayfinder.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A peer's program, as data: {@code interop-tests/peers/README.md} says what it has to understand.
 *
 * @param name its folder in {@code interop-tests/peers}, and its column in the report
 * @param implementation whose code it runs
 * @param version of that code, as its manifest says
 * @param toolchain the command that tells the version of what it is built and run with; empty: nothing but Java
 * @param build the command, in its folder; empty: Maven built it, or a person did
 * @param built what the build leaves in its folder
 * @param run the command, in its folder, up to the arguments
 */
record Peer(
        String name,
        String implementation,
        String version,
        List<String> toolchain,
        List<String> build,
        String built,
        List<String> run) {

    static final Peer GETH = new Peer(
            "geth",
            "go-ethereum p2p/discover",
            version("interop-tests/peers/geth/go.mod", "github.com/ethereum/go-ethereum v(\\S+)"),
            List.of("go", "version"),
            List.of("go", "build", "-o", "target/peer", "."),
            "target/peer",
            List.of("target/peer"));

    static final Peer SIGP = new Peer(
            "sigp",
            "sigp discv5",
            version("interop-tests/peers/sigp/Cargo.toml", "(?m)^discv5 = [^\"]*\"=?([\\w.-]+)\""),
            List.of("cargo", "--version"),
            List.of("cargo", "build", "--release", "--locked"),
            "target/release/sigp-peer",
            List.of("target/release/sigp-peer"));

    static final Peer CHAINSAFE = new Peer(
            "chainsafe",
            "@chainsafe/discv5",
            version("interop-tests/peers/chainsafe/package.json", "\"@chainsafe/discv5\": \"([\\w.-]+)\""),
            List.of("node", "--version"),
            List.of("npm", "ci", "--no-audit", "--no-fund"),
            "node_modules/.package-lock.json",
            List.of("node", "peer.mjs"));

    static final Peer TEKU = new Peer(
            "teku",
            "io.consensys.protocols:discovery",
            version("pom.xml", "<teku-discovery.version>(.*)</"),
            List.of(),
            List.of(),
            "target/classpath",
            java("teku", "io.wayfinder.peers.teku.TekuPeer"));

    /** Speaks discv5 as it was before v5.1: no peer for the matrix, but a neighbour to be left alone by. */
    static final Peer TUWENI = new Peer(
            "tuweni",
            "org.apache.tuweni:tuweni-devp2p",
            version("pom.xml", "<tuweni-devp2p.version>(.*)</"),
            List.of(),
            List.of(),
            "target/classpath",
            java("tuweni", "io.wayfinder.peers.tuweni.TuweniNeighbour"));

    private static final String OWN_PROGRAM = "wayfinder.interop.peer.";

    /** The four, and those that {@code -Dwayfinder.interop.peer.NAME="command ..."} names or replaces. */
    static List<Peer> all() {
        List<Peer> all = new ArrayList<>();
        for (Peer peer : List.of(GETH, SIGP, CHAINSAFE, TEKU)) {
            all.add(own(peer.name()).orElse(peer));
        }
        System.getProperties().stringPropertyNames().stream()
                .filter(key -> key.startsWith(OWN_PROGRAM))
                .map(key -> key.substring(OWN_PROGRAM.length()))
                .filter(name -> all.stream().noneMatch(peer -> peer.name().equals(name)))
                .sorted()
                .forEach(name -> own(name).ifPresent(all::add));
        return all;
    }

    private static Optional<Peer> own(String name) {
        return Optional.ofNullable(System.getProperty(OWN_PROGRAM + name))
                .map(command -> new Peer(
                        name,
                        name,
                        "",
                        List.of(),
                        List.of(),
                        "",
                        List.of(command.strip().split("\\s+"))));
    }

    /** The command of a Java program on the class path that Maven left in the peer's folder. */
    static List<String> java(String peer, String mainClass) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx96m",
                "-cp",
                "target/classes:" + text("interop-tests/peers/" + peer + "/target/classpath"),
                mainClass);
    }

    /** Where its sources are; its commands run here. */
    Path folder() {
        Path own = Repository.root().resolve("interop-tests/peers").resolve(name);
        return Files.isDirectory(own) ? own : Repository.root();
    }

    private static String version(String file, String pattern) {
        Matcher found = Pattern.compile(pattern).matcher(text(file));
        return found.find() ? found.group(1) : "";
    }

    /** Empty when there is no such file. */
    private static String text(String file) {
        Path path = Repository.root().resolve(file);
        try {
            return Files.exists(path) ? Files.readString(path).strip() : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
