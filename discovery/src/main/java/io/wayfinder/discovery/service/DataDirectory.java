package io.wayfinder.discovery.service;

import io.wayfinder.discovery.service.DiscoveryException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a node keeps on disk: {@code lock}, {@code seq} (the highest sequence number ever announced) and {@code peers.mv} (a
 * {@link NodeStore}). The sequence number has a file of its own so that a corrupt peer store cannot lose it. Every method blocks: call it on a worker.
 */
final class DataDirectory implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DataDirectory.class);
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private final Path directory;
    private final FileChannel lock;
    private final InstantSource clock;
    private long seq;

    private DataDirectory(Path directory, FileChannel lock, InstantSource clock) {
        this.directory = directory;
        this.lock = lock;
        this.clock = clock;
    }

    /** Makes the directory if need be and locks it; @throws DiscoveryException with one line that names it and says what to do */
    static DataDirectory open(Path directory, InstantSource clock) {
        FileChannel lock = null;
        try {
            Files.createDirectories(directory);
            lock = FileChannel.open(directory.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (lock.tryLock() == null) {
                throw new OverlappingFileLockException();
            }
            DataDirectory opened = new DataDirectory(directory, lock, clock);
            opened.seq = opened.readSeq();
            return opened;
        } catch (OverlappingFileLockException held) {
            close(lock);
            throw refused("the data directory " + directory
                    + " is in use by another node; stop that node, or choose another directory");
        } catch (IOException unusable) {
            close(lock);
            throw refused("cannot use the data directory " + directory + ": " + said(unusable)
                    + "; make it writable, or choose another");
        }
    }

    private static void close(@Nullable FileChannel channel) {
        if (channel != null) {
            try {
                channel.close();
            } catch (IOException failure) {
                LOG.debug("Closing a lock failed", failure);
            }
        }
    }

    private static String said(IOException failure) {
        return switch (failure) {
            case AccessDeniedException denied -> "permission denied (" + denied.getFile() + ")";
            case java.nio.file.FileAlreadyExistsException file -> file.getFile() + " is not a directory";
            default -> String.valueOf(failure.getMessage());
        };
    }

    private static DiscoveryException refused(String message) {
        return new DiscoveryException(Reason.REFUSED, message);
    }

    /** The highest sequence number that was ever announced from here, unsigned; 0 when none was. */
    long seq() {
        return seq;
    }

    private long readSeq() throws IOException {
        Path file = directory.resolve("seq");
        try {
            return Long.parseUnsignedLong(Files.readString(file).strip());
        } catch (NoSuchFileException none) {
            return 0;
        } catch (NumberFormatException | java.nio.charset.CharacterCodingException corrupt) {
            LOG.warn("The sequence number in {} is unreadable; set aside as {}", file, setAside("seq"));
            return 0;
        }
    }

    /**
     * Keeps the sequence number, for good: the file is written beside the old one, synced and renamed, and the directory synced,
     * so that neither {@code kill -9} nor a power cut leaves a lower number or half of one.
     */
    void keepSeq(long announced) throws IOException {
        if (Long.compareUnsigned(announced, seq) <= 0) {
            throw new IllegalArgumentException("a sequence number never goes back: " + Long.toUnsignedString(announced)
                    + " after " + Long.toUnsignedString(seq));
        }
        Path next = directory.resolve("seq.next");
        ByteBuffer text =
                ByteBuffer.wrap((Long.toUnsignedString(announced) + "\n").getBytes(StandardCharsets.US_ASCII));
        try (FileChannel file = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            while (text.hasRemaining()) {
                file.write(text);
            }
            file.force(true);
        }
        Files.move(next, directory.resolve("seq"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncDirectory();
        seq = announced;
    }

    /** Where the system lets a directory be opened: on Windows a rename is durable without. */
    private void syncDirectory() {
        try (FileChannel self = FileChannel.open(directory, StandardOpenOption.READ)) {
            self.force(true);
        } catch (IOException unsupported) {
            LOG.debug("The directory {} cannot be synced", directory, unsupported);
        }
    }

    Path path() {
        return directory;
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    /** Renames a file that cannot be read, so that nothing is lost and a new one can be started; returns the new name. */
    Path setAside(String name) throws IOException {
        Path aside = directory.resolve(name + ".corrupt-" + STAMP.format(clock.instant()));
        return Files.move(directory.resolve(name), aside);
    }

    @Override
    public void close() {
        close(lock);
    }
}
