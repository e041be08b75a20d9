// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Gifts
/// @notice Members give tokens to members. The recipient needs no wallet: a custodial address exists before its member
/// knows of it.
interface IGifts {
    /// @param limits 4 x uint48: most base earning units (see IToken.unit) a day for bronze, silver, gold, platinum;
    /// the greatest value means unlimited.
    /// @param bonusBps what the recipient is issued on top, in basis points of the gift (1,000 = 10 %).
    /// @param perDay most gifts a member may make in a UTC day.
    struct Policy {
        uint48[4] limits;
        uint16 bonusBps;
        uint8 perDay;
    }

    event PolicySet(address indexed token, Policy policy);
    /// @param amount base units moved from giver to recipient
    /// @param bonus base units issued to the recipient on top; less than the policy's share where a cap leaves less
    /// @param messageHash keccak256 of a salted message kept off-chain; zero for none
    /// @param custodial whether the operator acted for the giver, so that the amount counts against the ceilings
    event Gifted(
        address indexed token,
        address indexed from,
        address indexed to,
        uint256 amount,
        uint256 bonus,
        bytes32 messageHash,
        bool custodial
    );

    error GiftsNotAdmin(address token, address caller);
    /// @notice The bonus would be more than the gift.
    error GiftsBadPolicy(uint256 bonusBps, uint256 most);
    error GiftsToSelf();
    error GiftsZeroAmount();
    error GiftsBadRecipient(address to);
    /// @param left base units that may still be given today at this tier
    error GiftsDayLimit(uint256 left, uint8 tier);
    error GiftsTooMany(uint256 perDay);

    /// @notice Admin or owner.
    function setPolicy(address token, Policy calldata policy) external;
    /// @notice Gives `amount` base units of the caller's to `to`. Refused to banned givers and while paused. A suspended or
    /// banned recipient gets the amount without a bonus.
    function gift(address token, address to, uint256 amount, bytes32 messageHash) external;

    function policyOf(address token) external view returns (Policy memory);
    /// @notice Base units and gifts that the member has given today.
    function givenToday(address token, address member) external view returns (uint256 amount, uint256 gifts);
}
