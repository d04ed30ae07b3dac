"""What is answered to a question: who asks, what they may read, what to propose when little is found."""
