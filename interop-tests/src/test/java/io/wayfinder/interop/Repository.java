package io.wayfinder.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where the checkout is that this test belongs to. */
final class Repository {

    private Repository() {}

    static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .filter(folder -> Files.exists(folder.resolve(".editorconfig")))
                .findFirst()
                .orElseThrow();
    }
}
