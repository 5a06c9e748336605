"""The corridor atlas: who moves where, what that means for each country, and which agreements cover it."""
