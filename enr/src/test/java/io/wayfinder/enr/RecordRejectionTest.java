package io.wayfinder.enr;

import static io.wayfinder.enr.Records.KEY;
import static io.wayfinder.enr.Records.PUBLIC_KEY;
import static io.wayfinder.enr.Records.decode;
import static io.wayfinder.enr.Records.octets;
import static io.wayfinder.enr.Records.rejection;
import static io.wayfinder.enr.Records.signed;
import static io.wayfinder.enr.Records.text;
import static io.wayfinder.enr.Records.valid;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import java.util.Random;
import org.apache.tuweni.bytes.Bytes;
import org.junit.jupiter.api.Test;

/**
 * Records that are wrong in one respect, rightly signed where that is possible: each is refused with its own reason.
 */
class RecordRejectionTest {

    private static final Bytes SEQ = Bytes.of(1);
    private static final Bytes ID = text("id");
    private static final Bytes V4 = text("v4");
    private static final Bytes SECP256K1 = text("secp256k1");
    private static final Bytes KEY_ITEM = octets(PUBLIC_KEY);

    @Test
    void leastRecordIsValid() {
        NodeRecord record = valid(decode(signed(SEQ, ID, V4, SECP256K1, KEY_ITEM)));

        assertEquals(2, record.entries().size());
    }

    @Test
    void keysOutOfOrderAreRefused() {
        assertEquals(RecordRejection.BAD_KEYS, rejection(decode(signed(SEQ, SECP256K1, KEY_ITEM, ID, V4))));
    }

    @Test
    void repeatedKeyIsRefused() {
        assertEquals(RecordRejection.BAD_KEYS, rejection(decode(signed(SEQ, ID, V4, ID, V4, SECP256K1, KEY_ITEM))));
    }

    /** As bytes, not as what they may spell: 0xff sorts last. */
    @Test
    void keysAreOrderedAsUnsignedBytes() {
        Bytes last = text("\u00ff");

        valid(decode(signed(SEQ, ID, V4, SECP256K1, KEY_ITEM, last, V4)));
        assertEquals(RecordRejection.BAD_KEYS, rejection(decode(signed(SEQ, last, V4, ID, V4, SECP256K1, KEY_ITEM))));
    }

    @Test
    void keyWithoutValueIsRefused() {
        assertEquals(RecordRejection.BAD_RLP, rejection(decode(signed(SEQ, ID, V4, SECP256K1))));
    }

    @Test
    void keyThatIsAListIsRefused() {
        Bytes list = Records.rlpList(text("zz"));
        assertEquals(RecordRejection.BAD_RLP, rejection(decode(signed(SEQ, ID, V4, SECP256K1, KEY_ITEM, list, V4))));
    }

    @Test
    void recordWithoutSequenceNumberIsRefused() {
        assertEquals(RecordRejection.BAD_RLP, rejection(decode(Records.list(Bytes.EMPTY))));
        assertEquals(RecordRejection.BAD_RLP, rejection(decode(Records.rlpList())));
    }

    @Test
    void sequenceNumberOfMoreThan64BitsIsRefused() {
        Bytes largest = octets(Bytes.repeat((byte) 0xff, 8));
        Bytes tooLarge = octets(Bytes.concatenate(Bytes.of(1), Bytes.wrap(new byte[8])));

        assertEquals(
                -1, valid(decode(signed(largest, ID, V4, SECP256K1, KEY_ITEM))).seq());
        assertEquals(RecordRejection.BAD_SEQ, rejection(decode(signed(tooLarge, ID, V4, SECP256K1, KEY_ITEM))));
    }

    @Test
    void sequenceNumberWithLeadingZeroIsRefused() {
        Bytes zero = Bytes.of(0x80);

        assertEquals(0, valid(decode(signed(zero, ID, V4, SECP256K1, KEY_ITEM))).seq());
        assertEquals(RecordRejection.BAD_RLP, rejection(decode(signed(Bytes.of(0), ID, V4, SECP256K1, KEY_ITEM))));
        assertEquals(
                RecordRejection.BAD_RLP,
                rejection(decode(signed(octets(Bytes.of(0, 1)), ID, V4, SECP256K1, KEY_ITEM))));
    }

    @Test
    void recordWithoutSchemeOrKeyIsRefused() {
        assertEquals(RecordRejection.BAD_IDENTITY, rejection(decode(signed(SEQ))));
        assertEquals(RecordRejection.BAD_IDENTITY, rejection(decode(signed(SEQ, SECP256K1, KEY_ITEM))));
        assertEquals(RecordRejection.BAD_IDENTITY, rejection(decode(signed(SEQ, ID, V4))));
    }

    @Test
    void schemeThatIsNotANameIsRefused() {
        Bytes list = Records.rlpList(V4);
        assertEquals(RecordRejection.BAD_IDENTITY, rejection(decode(signed(SEQ, ID, list, SECP256K1, KEY_ITEM))));
    }

    @Test
    void publicKeyThatIsNoneIsRefused() {
        Bytes uncompressed =
                Bytes.concatenate(Bytes.of(4), Records.CURVE.publicKey(KEY).uncompressed());
        Bytes offCurve = Bytes.concatenate(Bytes.of(2), Bytes.wrap(new byte[31]), Bytes.of(5));

        assertEquals(
                RecordRejection.BAD_IDENTITY, rejection(decode(signed(SEQ, ID, V4, SECP256K1, octets(uncompressed)))));
        assertEquals(RecordRejection.BAD_IDENTITY, rejection(decode(signed(SEQ, ID, V4, SECP256K1, octets(offCurve)))));
    }

    @Test
    void foreignSignatureIsRefused() {
        Bytes other = octets(
                Records.CURVE.publicKey(SecretKey.generate(new Random(1))).compressed());

        assertEquals(RecordRejection.BAD_SIGNATURE, rejection(decode(signed(SEQ, ID, V4, SECP256K1, other))));
    }

    @Test
    void signatureOfAnotherSizeIsRefused() {
        Bytes signature =
                valid(decode(signed(SEQ, ID, V4, SECP256K1, KEY_ITEM))).signature();
        Bytes withRecoveryId = Bytes.concatenate(signature, Bytes.of(1));

        assertEquals(
                RecordRejection.BAD_SIGNATURE,
                rejection(decode(Records.list(withRecoveryId, SEQ, ID, V4, SECP256K1, KEY_ITEM))));
        assertEquals(
                RecordRejection.BAD_SIGNATURE,
                rejection(decode(Records.list(Bytes.EMPTY, SEQ, ID, V4, SECP256K1, KEY_ITEM))));
    }

    @Test
    void highSIsRefused() {
        Bytes signature =
                valid(decode(signed(SEQ, ID, V4, SECP256K1, KEY_ITEM))).signature();
        Bytes highS = Bytes.fromHexString(String.format(
                "%064x", Secp256k1.ORDER.subtract(signature.slice(32).toUnsignedBigInteger())));
        Bytes high = Bytes.concatenate(signature.slice(0, 32), highS);

        assertEquals(
                RecordRejection.BAD_SIGNATURE, rejection(decode(Records.list(high, SEQ, ID, V4, SECP256K1, KEY_ITEM))));
    }

    @Test
    void recordOf300BytesIsValidAndOneOf301IsNot() {
        assertEquals(300, valid(decode(ofSize(300))).encoded().size());
        assertEquals(RecordRejection.TOO_LONG, rejection(decode(ofSize(301))));
    }

    @Test
    void bytesAfterTheRecordAreRefused() {
        Bytes record = signed(SEQ, ID, V4, SECP256K1, KEY_ITEM);

        assertEquals(RecordRejection.BAD_RLP, rejection(decode(Bytes.concatenate(record, Bytes.of(0x80)))));
    }

    @Test
    void looseRlpIsRefusedAtAnyDepth() {
        Bytes looseByte = Bytes.fromHexString("8105");
        Bytes looseLength = Bytes.fromHexString("b80161");
        Bytes looseInList = Bytes.fromHexString("c28105");

        for (Bytes loose : new Bytes[] {looseByte, looseLength, looseInList}) {
            assertEquals(
                    RecordRejection.BAD_RLP,
                    rejection(decode(signed(SEQ, ID, V4, SECP256K1, KEY_ITEM, text("zz"), loose))));
        }
    }

    @Test
    void everyTruncationIsRefused() {
        Bytes record = ofSize(300);
        for (int size = 0; size < record.size(); size++) {
            rejection(decode(record.slice(0, size)));
        }
    }

    /** A record that is padded to that size by an entry of its own. */
    private static Bytes ofSize(int size) {
        Bytes least = signed(SEQ, ID, V4, SECP256K1, KEY_ITEM, text("zz"), octets(Bytes.wrap(new byte[150])));
        Bytes padding = Bytes.wrap(new byte[150 + size - least.size()]);
        return signed(SEQ, ID, V4, SECP256K1, KEY_ITEM, text("zz"), octets(padding));
    }
}
