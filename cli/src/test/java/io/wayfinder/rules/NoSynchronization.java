package io.wayfinder.rules;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** No {@code synchronized} method and no {@code volatile} field: a class of the core belongs to one thread. */
final class NoSynchronization extends ArchCondition<JavaClass> {

    NoSynchronization() {
        super("have no synchronized methods and no volatile fields");
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        for (JavaMethod method : type.getMethods()) {
            if (method.getModifiers().contains(JavaModifier.SYNCHRONIZED)) {
                events.add(SimpleConditionEvent.violated(method, method.getFullName() + " is synchronized"));
            }
        }
        for (JavaField field : type.getFields()) {
            if (field.getModifiers().contains(JavaModifier.VOLATILE)) {
                events.add(SimpleConditionEvent.violated(field, field.getFullName() + " is volatile"));
            }
        }
    }
}
