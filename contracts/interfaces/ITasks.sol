// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Tasks
/// @notice Work for tokens: who creates a task puts up its reward, members claim, submit a proof, are reviewed, and are paid
/// in the transaction that accepts. Members pay from their balance; admins may have the reward issued instead.
/// @dev Texts, categories, proofs and reasons stand elsewhere; here are their hashes. The rewards of all that may yet be paid
/// are this contract's own balance of the token.
interface ITasks {
    /// @notice What a community may change of the rules; 0 is the default of each figure.
    struct Policy {
        /// Only staff create tasks.
        bool staffOnly;
        /// Claims that one member may have open, 10 by default.
        uint8 maxOpen;
        /// Seconds that reviewers have before the claimant may escalate, 3 days by default.
        uint32 reviewPeriod;
        /// Base units that one admin may have issued as rewards in a UTC day; a tenth of the community's day cap by default.
        uint96 issueBudget;
    }

    struct Terms {
        /// Base units for each accepted claim.
        uint96 reward;
        /// Claims that may be open or accepted at a time; 2^32-1: unlimited, and the reward is put up when a claim is made.
        uint32 slots;
        /// Until the task takes no more claims, from its creation, and until a claim lapses, from the claim. 0: never.
        uint16 hours_;
        /// Reviewers who must agree, 1 to 5; 1 where a member pays, who alone reviews.
        uint8 reviewers;
        bool proofRequired;
        /// Whether a member may do it more than once.
        bool repeatable;
        /// Of the Discord role that an accepted claim brings, or 0.
        bytes32 roleHash;
        bytes32 textHash;
    }

    struct Task {
        address creator;
        bool issued;
        bool cancelled;
        /// Unix seconds; 0: never. Once it is cancelled: when it was.
        uint40 expiresAt;
        uint32 openClaims;
        uint32 completed;
        uint32 expired;
        /// Slots that nobody holds; 2^32-1 where they are unlimited.
        uint32 left;
        /// The Custodian's epoch in which the operator acted for the creator: what is put up later counts against the
        /// creator's ceiling too, and is put up only while that signer serves, nothing is paused and the creator has not
        /// graduated. 0: by the creator's own hand.
        uint32 epoch;
        Terms terms;
    }

    enum State {
        None,
        Claimed,
        Submitted,
        /// May be submitted again until the deadline.
        Rejected,
        Accepted,
        Expired,
        Abandoned
    }

    /// @notice Bears the terms of the day on which it was made: later edits do not touch it.
    struct Claim {
        address claimant;
        State state;
        uint8 reviewers;
        bool proofRequired;
        bool escalated;
        uint8 approvals;
        uint8 rejections;
        /// Submissions so far.
        uint16 round;
        uint64 task;
        uint96 reward;
        /// Unix seconds; 0: none.
        uint40 deadline;
        uint40 submittedAt;
        bytes32 roleHash;
        bytes32 proofHash;
    }

    event TaskPolicySet(address indexed token, Policy policy);
    event TaskCreated(
        address indexed token,
        uint256 indexed task,
        address indexed creator,
        bool issued,
        uint40 expiresAt,
        Terms terms
    );
    /// @notice Binds claims from now on.
    event TaskEdited(address indexed token, uint256 indexed task, uint40 expiresAt, Terms terms);
    /// @param returned base units that went back to the creator, or were burned where they had been issued
    event TaskCancelled(address indexed token, uint256 indexed task, address by, uint256 returned);
    event TaskClaimed(
        address indexed token, uint256 indexed task, address indexed claimant, uint256 claim, uint40 deadline
    );
    event TaskSubmitted(
        address indexed token, uint256 indexed task, uint256 indexed claim, uint256 round, bytes32 proofHash
    );
    event TaskReviewed(
        address indexed token,
        uint256 indexed claim,
        address indexed reviewer,
        bool accept,
        uint256 round,
        bytes32 reasonHash
    );
    /// @notice Paid; the {Transfer} stands before it.
    event TaskAccepted(
        address indexed token,
        uint256 indexed task,
        address indexed claimant,
        uint256 claim,
        uint256 reward,
        bytes32 roleHash
    );
    event TaskRejected(address indexed token, uint256 indexed task, uint256 indexed claim, uint40 deadline);
    event TaskEscalated(address indexed token, uint256 indexed task, uint256 indexed claim);
    /// @param abandoned given up by the claimant; otherwise past its deadline
    event TaskFreed(address indexed token, uint256 indexed task, uint256 indexed claim, bool abandoned);

    error TasksNotCommunity(address token);
    error TasksMissingRole(address token, address caller, uint256 role);
    error TasksStaffOnly();
    /// @param field of {Terms} or {Policy} that is out of bounds
    error TasksBadTerms(string field);
    error TasksUnknown(uint256 task);
    error TasksNotCreator(uint256 task, address caller);
    /// @param expiredAt unix seconds; 0 where it was cancelled
    error TasksClosed(uint256 task, uint256 expiredAt);
    error TasksNoSlot(uint256 task);
    /// @notice The operator promised the rewards of a task without end, and its word no longer binds the creator.
    error TasksNotBinding(uint256 task, address creator);
    error TasksOwnTask();
    error TasksBanned(address member);
    error TasksTooManyOpen(uint256 most);
    /// @notice The member has the task claimed, has done it, or let a claim of it lapse.
    error TasksNotAgain(uint256 task);
    error TasksIssueBudget(uint256 left);
    error TasksUnknownClaim(uint256 claim);
    error TasksNotClaimant(uint256 claim, address caller);
    /// @notice The claim's state does not allow this.
    error TasksBadState(uint256 claim, State state);
    error TasksPastDeadline(uint256 deadline);
    error TasksProofRequired();
    error TasksNotReviewer(uint256 claim, address caller);
    error TasksReviewed(uint256 claim, address reviewer);
    /// @param from unix seconds
    error TasksTooEarly(uint256 from);
    /// @notice The claim never lapses: cancelling its task gives it a deadline.
    error TasksNoDeadline(uint256 claim);
    error TasksPaused();

    /// @notice Sets the community's rules. Admin or owner.
    function setPolicy(address token, Policy calldata policy) external;

    /// @notice Creates a task and takes the rewards of all its slots, unless they are unlimited.
    /// @param issued that rewards are issued, inside the community's day cap and the admin's budget: admin or owner only
    function createTask(address token, Terms calldata terms, bool issued) external returns (uint256 task);
    /// @notice Changes a task for claims made from now on, and takes or gives back what the rewards of free slots differ by.
    /// Its creator only. Unlimited slots stay so; a new time runs from now.
    function editTask(address token, uint256 task, Terms calldata terms) external;
    /// @notice Ends a task: free slots' rewards go back at once, open claims finish, those without a deadline within 7 days.
    /// Its creator or an admin; anybody once it has expired. At any time, also while paused.
    function cancelTask(address token, uint256 task) external;

    /// @notice Claims a slot for the caller. Where slots are unlimited and the operator acted for the creator, only as long as
    /// its word binds: see {Task}; the creator's next edit renews it.
    function claimTask(address token, uint256 task) external returns (uint256 claim);
    /// @notice Hands work in, also again after a rejection. The claimant, up to the deadline.
    function submitTask(address token, uint256 claim, bytes32 proofHash) external;
    /// @notice Gives a claim up and frees its slot. The claimant, at any time before a decision.
    function abandonTask(address token, uint256 claim) external;
    /// @notice Frees the slot of a claim past its deadline that waits for no review. Anybody.
    function expireTask(address token, uint256 claim) external;
    /// @notice Votes on a submission, once a reviewer and submission. Rewards that were issued are reviewed by the community's
    /// staff, those of a member's by that member, whose tokens they are. Nobody reviews their own. As many as the terms ask
    /// for must agree; the last vote accepts, and pays, or rejects. The first three rejections of a claim leave a day at least.
    function reviewTask(address token, uint256 claim, bool accept, bytes32 reasonHash) external;
    /// @notice Turns to the staff where reviewers were silent for the community's review period: from then on one vote
    /// decides, an admin's, or for a member's task any of the staff. The claimant. Nothing is ever paid without a review.
    function escalateTask(address token, uint256 claim) external;

    /// @notice With the defaults filled in.
    function policyOf(address token) external view returns (Policy memory);
    function taskCount(address token) external view returns (uint256);
    function taskOf(address token, uint256 task) external view returns (Task memory);
    function claimCount(address token) external view returns (uint256);
    function claimOf(address token, uint256 claim) external view returns (Claim memory);
    function openClaimsOf(address token, address member) external view returns (uint256);
    /// @notice How many claims of the member were accepted.
    function completedBy(address token, address member) external view returns (uint256);
    /// @notice Base units that are held for rewards.
    function escrowOf(address token) external view returns (uint256);
}
