"""Facts come in: what each publisher says, captured once and parsed apart."""
