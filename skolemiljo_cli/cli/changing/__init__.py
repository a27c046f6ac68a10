"""What every command that changes a case shares: fields, what was typed, what it says back."""
