/**
 * Ethereum Node Records (EIP-778): who a node is and where it listens, signed by its key.
 *
 * <p>Knows nothing of discv5.
 */
@NullMarked
package io.wayfinder.enr;

import org.jspecify.annotations.NullMarked;
