package io.wayfinder.enr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.wayfinder.crypto.PublicKey;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.apache.tuweni.bytes.Bytes;

/** The record codec is total, and canonical: what it takes is what it writes. */
class RecordPropertyTest {

    /** Takes every signature, so that the codec sees what forgers with a key could send, at a fraction of the time. */
    private static final Secp256k1 CREDULOUS = new Secp256k1() {
        @Override
        public String name() {
            return "credulous";
        }

        @Override
        public PublicKey publicKey(SecretKey key) {
            return Records.CURVE.publicKey(key);
        }

        @Override
        public Optional<PublicKey> parse(Bytes encoded) {
            return Records.CURVE.parse(encoded);
        }

        @Override
        public Bytes sign(Bytes digest, SecretKey key) {
            return Records.CURVE.sign(digest, key);
        }

        @Override
        public boolean verify(Bytes digest, Bytes signature, PublicKey key) {
            return true;
        }

        @Override
        public Bytes sharedPoint(PublicKey theirs, SecretKey ours, RandomGenerator blinding) {
            throw new AssertionError("records share no secrets");
        }
    };

    private static final List<NodeRecord> REAL = RealRecord.all().stream()
            .map(real -> Records.valid(EnrText.decode(real.enr(), Records.CURVE)))
            .toList();

    @Property(tries = 100_000, shrinking = ShrinkingMode.OFF)
    void randomBytesNeverThrow(@ForAll("octets") Bytes bytes) {
        check(bytes, NodeRecord.decode(bytes, CREDULOUS));
    }

    /** The header says the truth, so that what is inside is read. */
    @Property(tries = 100_000, shrinking = ShrinkingMode.OFF)
    void randomItemsNeverThrow(@ForAll("items") List<Bytes> items) {
        Bytes bytes = Records.rlpList(items.toArray(Bytes[]::new));
        check(bytes, NodeRecord.decode(bytes, CREDULOUS));
    }

    @Property(tries = 150_000, shrinking = ShrinkingMode.OFF)
    void realRecordsWithSomeBytesChangedNeverThrow(@ForAll("changed") Bytes bytes) {
        check(bytes, NodeRecord.decode(bytes, CREDULOUS));
    }

    /** Under the true curve, a changed record is refused; the signature covers all but itself. */
    @Property(tries = 5_000, shrinking = ShrinkingMode.OFF)
    void realRecordsWithSomeBytesChangedAreNeverValid(@ForAll("changed") Bytes bytes) {
        boolean unchanged = REAL.stream().anyMatch(record -> record.encoded().equals(bytes));
        if (!unchanged && NodeRecord.decode(bytes, Records.CURVE) instanceof DecodedRecord.Valid valid) {
            throw new AssertionError("valid: " + valid.record());
        }
    }

    @Property(tries = 100_000, shrinking = ShrinkingMode.OFF)
    void textWithSomeCharactersChangedNeverThrows(@ForAll("changedTexts") String text) {
        if (EnrText.decode(text, CREDULOUS) instanceof DecodedRecord.Valid valid) {
            assertEquals(text, valid.record().text());
        }
    }

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void everyTruncationOfARealRecordIsRefused(@ForAll("realTexts") String text) {
        Bytes bytes = Records.valid(EnrText.decode(text, CREDULOUS)).encoded();
        for (int size = 0; size < bytes.size(); size++) {
            Records.rejection(NodeRecord.decode(bytes.slice(0, size), CREDULOUS));
        }
    }

    @Property(tries = 1_000)
    void madeRecordsAreReadAsTheyWereMade(@ForAll("entries") Map<String, Bytes> entries, @ForAll long seq) {
        NodeRecordBuilder builder = new NodeRecordBuilder().seq(seq);
        entries.forEach(builder::putRaw);
        NodeRecord made = builder.sign(Records.KEY, Records.CURVE);
        NodeRecord read = Records.valid(NodeRecord.decode(made.encoded(), Records.CURVE));

        assertEquals(made, read);
        assertEquals(seq, read.seq());
        assertEquals(read, Records.valid(EnrText.decode(made.text(), Records.CURVE)));
        entries.forEach((key, item) -> assertEquals(item, read.entries().get(key)));
    }

    /** A record that is taken is written as it came; and all that is said of it is said without throwing. */
    private static void check(Bytes bytes, DecodedRecord decoded) {
        switch (decoded) {
            case DecodedRecord.Valid valid -> {
                NodeRecord record = valid.record();
                assertEquals(bytes, record.encoded());
                assertEquals(bytes, RecordContent.encode(record.signature(), record.seq(), record.entries()));
                assertEquals(record.entries().size(), record.describe().size());
                assertInstanceOf(String.class, record.multiaddrs().toString() + record.enode() + record.udp6());
            }
            case DecodedRecord.UnknownScheme unknown -> {
                UnverifiedRecord record = unknown.record();
                assertEquals(bytes, RecordContent.encode(record.signature(), record.seq(), record.entries()));
                assertEquals(record.entries().size(), record.describe().size());
            }
            case DecodedRecord.Rejected rejected ->
                assertEquals(1, rejected.detail().lines().count(), "lines of the detail");
        }
    }

    /* Drawn straight from the random source: byte by byte through an arbitrary costs more than the codec does. */

    @Provide
    Arbitrary<Bytes> octets() {
        return Arbitraries.randomValue(random -> Bytes.random(random.nextInt(311), random));
    }

    @Provide
    Arbitrary<List<Bytes>> items() {
        return Arbitraries.oneOf(
                        Arbitraries.randomValue(random -> Bytes.random(random.nextInt(8), random)),
                        Arbitraries.randomValue(random -> Records.octets(Bytes.random(random.nextInt(40), random))),
                        Arbitraries.of("id", "v4", "ip", "secp256k1", "eth", "p")
                                .map(Records::text),
                        Arbitraries.just(Records.octets(Records.PUBLIC_KEY)))
                .list()
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<Bytes> changed() {
        return Arbitraries.randomValue(random -> {
            byte[] bytes = REAL.get(random.nextInt(REAL.size())).encoded().toArray();
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            return Bytes.wrap(bytes);
        });
    }

    @Provide
    Arbitrary<String> changedTexts() {
        return Arbitraries.randomValue(random -> {
            StringBuilder text =
                    new StringBuilder(REAL.get(random.nextInt(REAL.size())).text());
            for (int changes = random.nextInt(3); changes >= 0; changes--) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(0x100));
            }
            return text.toString();
        });
    }

    @Provide
    Arbitrary<String> realTexts() {
        return Arbitraries.of(REAL).map(NodeRecord::text);
    }

    @Provide
    Arbitrary<Map<String, Bytes>> entries() {
        Arbitrary<String> keys = Arbitraries.strings()
                .withCharRange('\u0000', '\u00ff')
                .ofMinLength(1)
                .ofMaxLength(6)
                .filter(key -> !key.equals("id") && !Entries.isEndpoint(key));
        Arbitrary<Bytes> values =
                Arbitraries.bytes().array(byte[].class).ofMaxSize(20).map(octets -> Records.octets(Bytes.wrap(octets)));
        Arbitrary<Bytes> lists = values.list().ofMaxSize(2).map(items -> Records.rlpList(items.toArray(Bytes[]::new)));
        return Arbitraries.maps(keys, Arbitraries.oneOf(values, lists)).ofMaxSize(3);
    }
}
