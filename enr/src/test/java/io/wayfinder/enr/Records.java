package io.wayfinder.enr;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

/** What the tests of this package ask of decoded records. */
final class Records {

    private Records() {}

    static NodeRecord valid(DecodedRecord decoded) {
        return assertInstanceOf(DecodedRecord.Valid.class, decoded).record();
    }

    static RecordRejection rejection(DecodedRecord decoded) {
        return assertInstanceOf(DecodedRecord.Rejected.class, decoded).reason();
    }
}
