package io.wayfinder.enr;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.wayfinder.crypto.Keccak256;
import io.wayfinder.crypto.Secp256k1;
import io.wayfinder.crypto.SecretKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;
import org.apache.tuweni.rlp.RLP;

/** Records for the tests of this package, right and wrong ones, and what they ask of decoded ones. */
final class Records {

    static final Secp256k1 CURVE = Secp256k1.provider();

    /** The key of EIP-778's example. */
    static final SecretKey KEY =
            SecretKey.of(Bytes.fromHexString("b71c71a67e1177ad4e901695e1b4b9ee17ae16c6668d313eac2f96dbcda3f291"));

    static final Bytes PUBLIC_KEY = CURVE.publicKey(KEY).compressed();

    private Records() {}

    static NodeRecord valid(DecodedRecord decoded) {
        return assertInstanceOf(DecodedRecord.Valid.class, decoded, decoded::toString)
                .record();
    }

    static RecordRejection rejection(DecodedRecord decoded) {
        return assertInstanceOf(DecodedRecord.Rejected.class, decoded, decoded::toString)
                .reason();
    }

    static DecodedRecord decode(Bytes rlp) {
        return NodeRecord.decode(rlp, CURVE);
    }

    /** The items after the signature, rightly signed whatever they are. */
    static Bytes signed(Bytes... items) {
        return list(CURVE.sign(Keccak256.hash(rlpList(items)), KEY), items);
    }

    static Bytes list(Bytes signature, Bytes... items) {
        List<Bytes> all = new ArrayList<>(List.of(RLP.encodeValue(signature)));
        all.addAll(Arrays.asList(items));
        return rlpList(all.toArray(Bytes[]::new));
    }

    static Bytes rlpList(Bytes... items) {
        return RlpItem.ofList(writer -> Arrays.asList(items).forEach(writer::writeRLP));
    }

    /** The RLP string. */
    static Bytes text(String ascii) {
        return RLP.encodeValue(Bytes.wrap(ascii.getBytes(StandardCharsets.ISO_8859_1)));
    }

    static Bytes octets(Bytes octets) {
        return RLP.encodeValue(octets);
    }
}
