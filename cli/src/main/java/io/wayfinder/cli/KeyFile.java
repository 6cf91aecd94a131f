package io.wayfinder.cli;

import io.wayfinder.crypto.SecretKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.tuweni.bytes.Bytes;

/**
 * A node key in a file. Read: hex (geth's {@code nodekey}, Besu's {@code key}; 0x and a newline may be there or not), the 32 bytes
 * themselves (Lighthouse), libp2p's protobuf form as bytes, hex (Teku) or base64 in a JSON member {@code privKey} (Lodestar). Written: hex,
 * readable by the owner alone, complete or not at all.
 */
final class KeyFile {

    /** Lodestar's file has 300 bytes or so; nothing larger is a key. */
    private static final int SIZE_MAX = 4_096;

    private static final int KEY_SIZE = 32;

    /** Type (field 1) secp256k1, then data (field 2) of 32 bytes: libp2p's peer-ids specification, "Keys". */
    private static final Bytes LIBP2P_PREFIX = Bytes.fromHexString("0x08021220");

    private static final Pattern LODESTAR = Pattern.compile("\"privKey\"\\s*:\\s*\"([A-Za-z0-9+/=_-]+)\"");

    private KeyFile() {}

    /** @throws Failure when the file cannot be read or holds no key */
    static SecretKey read(Path file) {
        try {
            if (!Files.isRegularFile(file) && Files.exists(file) && !isPipe(file)) {
                throw Failure.badInput(file + " is not a key file");
            }
            return parse(readBounded(file), file.toString());
        } catch (IOException e) {
            throw Failure.badInput("cannot read the key file " + file + " (" + Failure.reason(e) + ")", e);
        }
    }

    /** The same, or from stdin for {@code -}. */
    static SecretKey readOrStdin(Console console, Path file) {
        if (!file.toString().equals("-")) {
            return read(file);
        }
        try {
            return parse(console.in().readNBytes(SIZE_MAX), "stdin");
        } catch (IOException e) {
            throw Failure.badInput("cannot read stdin (" + Failure.reason(e) + ")", e);
        }
    }

    /** Makes the key where there is no file yet. Two processes at once end with the same key. */
    static SecretKey readOrCreate(Path file, RandomGenerator secrets) {
        if (!Files.exists(file)) {
            try {
                Files.createDirectories(file.toAbsolutePath().getParent());
                writeNew(file, SecretKey.generate(secrets));
            } catch (FileAlreadyExistsException e) {
                // Another process was faster: its key counts.
                return read(file);
            } catch (IOException e) {
                throw Failure.badInput("cannot write the key file " + file + " (" + Failure.reason(e) + ")", e);
            }
        }
        return read(file);
    }

    /** @throws Failure when the file exists, unless {@code force} */
    static void write(Path file, SecretKey key, boolean force) {
        try {
            if (force) {
                Files.move(
                        temporary(file, key),
                        file,
                        StandardCopyOption.ATOMIC_MOVE,
                        StandardCopyOption.REPLACE_EXISTING);
            } else {
                writeNew(file, key);
            }
        } catch (FileAlreadyExistsException e) {
            throw Failure.badInput(
                    file + " exists and is left as it was: choose another name, or --force to replace it", e);
        } catch (IOException e) {
            throw Failure.badInput("cannot write the key file " + file + " (" + Failure.reason(e) + ")", e);
        }
    }

    /** @param source for messages */
    static SecretKey parse(byte[] content, String source) {
        Bytes bytes = Bytes.wrap(content);
        if (isKey(bytes)) {
            return key(bytes, source);
        }
        String text = new String(content, StandardCharsets.ISO_8859_1).strip();
        Matcher lodestar = LODESTAR.matcher(text);
        if (text.startsWith("{") && lodestar.find()) {
            return key(base64(lodestar.group(1), source), source);
        }
        String digits = text.toLowerCase(Locale.ROOT).startsWith("0x") ? text.substring(2) : text;
        if (!digits.matches("([0-9a-fA-F]{2})+")) {
            throw Failure.badInput(source + " holds no key: 64 hex digits are expected, or libp2p's protobuf form");
        }
        return key(Bytes.fromHexString(digits), source);
    }

    private static boolean isKey(Bytes bytes) {
        return bytes.size() == KEY_SIZE || (bytes.size() >= 4 && bytes.get(0) == 0x08 && bytes.get(2) == 0x12);
    }

    private static SecretKey key(Bytes bytes, String source) {
        Bytes scalar = bytes;
        if (bytes.size() != KEY_SIZE) {
            if (bytes.size() > 2 && bytes.get(0) == 0x08 && bytes.get(1) != 0x02) {
                throw Failure.badInput(source + " holds a libp2p key of another type: discv5 needs secp256k1");
            }
            if (bytes.size() != LIBP2P_PREFIX.size() + KEY_SIZE
                    || !bytes.slice(0, 4).equals(LIBP2P_PREFIX)) {
                throw Failure.badInput(source + " holds " + bytes.size() + " bytes, which is no key: 32 are expected");
            }
            scalar = bytes.slice(LIBP2P_PREFIX.size());
        }
        try {
            return SecretKey.of(scalar);
        } catch (IllegalArgumentException e) {
            throw Failure.badInput(source + " holds no secp256k1 key: " + Failure.messageOf(e), e);
        }
    }

    private static Bytes base64(String text, String source) {
        try {
            return Bytes.wrap(Base64.getDecoder().decode(text.replace('-', '+').replace('_', '/')));
        } catch (IllegalArgumentException e) {
            throw Failure.badInput(source + " holds a privKey that is not base64", e);
        }
    }

    /** A link to a complete file appears whole, and only where nothing was. */
    private static void writeNew(Path file, SecretKey key) throws IOException {
        Path complete = temporary(file, key);
        try {
            if (Files.exists(file)) {
                throw new FileAlreadyExistsException(file.toString());
            }
            try {
                Files.createLink(file, complete);
            } catch (FileAlreadyExistsException e) {
                throw e;
            } catch (UnsupportedOperationException | IOException e) {
                // A file system without hard links: the best that is left.
                Files.move(complete, file);
            }
        } finally {
            Files.deleteIfExists(complete);
        }
    }

    private static Path temporary(Path file, SecretKey key) throws IOException {
        Path directory = file.toAbsolutePath().getParent();
        boolean posix = Files.getFileStore(directory).supportsFileAttributeView("posix");
        FileAttribute<?>[] ownerOnly = posix
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Path temporary = Files.createTempFile(directory, "." + file.getFileName(), ".tmp", ownerOnly);
        byte[] line = (key.bytes().toUnprefixedHexString() + "\n").getBytes(StandardCharsets.US_ASCII);
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(line));
            channel.force(true);
        }
        return temporary;
    }

    private static byte[] readBounded(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return in.readNBytes(SIZE_MAX);
        }
    }

    /** {@code --key-file <(...)} is one. */
    private static boolean isPipe(Path file) throws IOException {
        return Files.readAttributes(file, java.nio.file.attribute.BasicFileAttributes.class)
                .isOther();
    }
}
