package io.wayfinder.interop;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;

/** A row of the matrix: a test with one parameter, a {@link Pair} or a {@link Peer}, that runs once for each peer and goes into the report. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@TestTemplate
@ExtendWith(Matrix.class)
@interface WithEachPeer {}
