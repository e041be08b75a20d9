// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Market
/// @notice Members sell and swap what they own: transferable receipts of the shop, collectibles that the stash holds for
/// them, and tokens, also those of two communities. Nothing is escrowed: what is promised stays with its owner until the
/// moment of the exchange, which is atomic, and an exchange of what is no longer there fails.
/// @dev Prices are base units, times unix seconds. Nothing here calls a collection or a receiver. A pause stops exchanges and
/// new promises, never cancelling. Numbers of listings, trades and swaps may name other ones after a reorganisation of the
/// chain: whoever agrees says to what. What the operator promises for a member binds as long as the Custodian has the same
/// signer, runs, and holds the member's account: no longer after a rotation, a pause or the member's graduation.
interface IMarket {
    /// @notice Where `collection` is zero: `quantity` receipts of the shop's item `id`. Otherwise a collectible in the stash,
    /// of which there is 1.
    struct Asset {
        address collection;
        uint256 id;
        uint32 quantity;
    }

    /// @notice What one member hands over: base units, and at most 5 assets.
    struct Side {
        uint96 amount;
        Asset[] assets;
    }

    /// @param price base units of a unit
    /// @param feeBps basis points of the price, as they were when it was listed
    /// @param epoch the Custodian's when the operator listed it for the seller; zero: the seller's own doing
    struct Listing {
        address seller;
        uint40 expiresAt;
        uint16 left;
        uint16 feeBps;
        uint24 epoch;
        address collection;
        uint96 price;
        uint256 id;
    }

    /// @param proposer who made the latest version, and so agrees to it
    /// @param epoch the Custodian's when the operator made it for the proposer; zero: the proposer's own doing
    /// @param termsHash of the latest version, see {termsHash}; zero: over
    struct Trade {
        address proposer;
        uint40 expiresAt;
        uint32 version;
        uint24 epoch;
        address other;
        bytes32 termsHash;
    }

    /// @notice `amount` of `token` for `wantedAmount` of `wanted`.
    /// @param epoch the Custodian's when the operator offered it for the maker; zero: the maker's own doing
    /// @param taker who alone may take it; zero: anybody
    struct Swap {
        address maker;
        uint96 amount;
        address token;
        uint96 wantedAmount;
        address wanted;
        uint40 expiresAt;
        uint24 epoch;
        address taker;
    }

    event FeeSet(address indexed token, uint16 feeBps);
    event Listed(address indexed token, uint256 indexed listing, address indexed seller, Listing terms);
    event ListingCancelled(address indexed token, uint256 indexed listing, address indexed seller);
    /// @param price base units that the buyer paid, the burned fee included
    event Sold(
        address indexed token,
        uint256 indexed listing,
        address indexed buyer,
        address seller,
        uint256 quantity,
        uint256 price,
        uint256 fee
    );
    /// @notice A trade's first or next version.
    /// @param give what `proposer` hands over, and `want` what it asks for
    event TradeProposed(
        address indexed token,
        uint256 indexed trade,
        address indexed proposer,
        address other,
        uint32 version,
        Side give,
        Side want,
        uint40 expiresAt,
        bytes32 termsHash
    );
    event TradeDone(address indexed token, uint256 indexed trade, address indexed by, uint32 version);
    event TradeCancelled(address indexed token, uint256 indexed trade, address indexed by);
    event SwapOffered(address indexed token, uint256 indexed swap, address indexed maker, Swap terms);
    event SwapTaken(address indexed token, uint256 indexed swap, address indexed taker, address wanted);
    event SwapCancelled(address indexed token, uint256 indexed swap, address indexed maker);

    error MarketNotAdmin(address token, address caller);
    error MarketFeeTooHigh(uint256 feeBps, uint256 most);
    /// @notice The fee is above what the seller agreed to.
    error MarketFeeAbove(uint256 feeBps, uint256 maxFeeBps);
    error MarketNotCommunity(address token);
    /// @notice The community has not switched the market on.
    error MarketNotEnabled(address token);
    error MarketPaused();
    error MarketBanned(address member);
    error MarketZeroPrice();
    error MarketBadQuantity(uint256 quantity, uint256 most);
    /// @param latest unix seconds that can be asked for
    error MarketBadExpiry(uint256 expiresAt, uint256 latest);
    error MarketNotTransferable(uint256 item);
    error MarketNotOwned(address owner, address collection, uint256 id, uint256 held);
    error MarketNoListing(uint256 listing);
    error MarketNoTrade(uint256 trade);
    error MarketNoSwap(uint256 swap);
    error MarketExpired(uint256 expiredAt);
    error MarketNotSeller(uint256 listing, address caller);
    error MarketNotParty(address caller);
    error MarketWithSelf();
    error MarketPriceAbove(uint256 price, uint256 maxPrice);
    /// @notice The listing, trade or swap of this number is another one by now: look again.
    error MarketTermsChanged(uint256 number);
    /// @notice The operator promised it for this member, and its word binds no more.
    error MarketNotBinding(address member);
    /// @notice Who promised `amount` base units has only `balance`.
    error MarketTooLittle(address token, address member, uint256 balance, uint256 amount);
    /// @notice The operator may not part with a member's collectible, or with receipts of an item without a price: no ceiling
    /// could count what they are worth.
    error MarketNotCustodial(address collection, uint256 id);
    error MarketTooManyAssets(uint256 assets, uint256 most);
    error MarketEmpty();
    error MarketSameToken();

    /// @notice Sets the fee of listings made from now on, at most 1,000 basis points. Admin or owner.
    function setFee(address token, uint16 feeBps) external;

    /// @notice Lists units of what the caller owns. Where the operator acts for the seller, what receipts cost counts
    /// against the custodial ceilings, and collectibles and what has no price are refused.
    /// @param price base units of each unit
    /// @param expiresAt at most 30 days ahead, so that no forgotten listing sells what came later
    /// @param maxFeeBps the highest fee that the caller agrees to, in basis points
    function list(address token, Asset calldata asset, uint96 price, uint40 expiresAt, uint16 maxFeeBps)
        external
        returns (uint256 listing);
    /// @notice Ends a listing. Its seller only; never blocked by a pause.
    function cancelListing(address token, uint256 listing) external;
    /// @notice Buys units of a listing. The fee is burned out of what the seller gets, rounded down.
    /// @param asset what the caller means to get, and how many units of it
    /// @param maxPrice most base units that all units together may cost
    function buy(address token, uint256 listing, Asset calldata asset, uint256 maxPrice) external;

    /// @notice Proposes an exchange to another member. Nothing moves before that one accepts.
    function propose(address token, address other, Side calldata give, Side calldata want, uint40 expiresAt)
        external
        returns (uint256 trade);
    /// @notice Puts other terms in a trade's place. Either party.
    /// @param other with whom the caller means to trade
    /// @param version that the caller has seen
    function counter(
        address token,
        uint256 trade,
        address other,
        uint32 version,
        Side calldata give,
        Side calldata want,
        uint40 expiresAt
    ) external;
    /// @notice Accepts the latest version and exchanges at once. Who did not make it.
    /// @param proposer with whom the caller means to trade
    /// @param give what the proposer hands over, and `want` what the caller does: exactly as proposed
    function accept(
        address token,
        uint256 trade,
        address proposer,
        uint32 version,
        Side calldata give,
        Side calldata want
    ) external;
    /// @notice Ends a trade. Either party; never blocked by a pause.
    function cancelTrade(address token, uint256 trade) external;

    /// @notice Offers tokens of one community for those of another, both of which have the market.
    /// @param taker who alone may take it; zero: anybody
    function offerSwap(
        address token,
        uint96 amount,
        address wanted,
        uint96 wantedAmount,
        address taker,
        uint40 expiresAt
    ) external returns (uint256 swap);
    /// @notice Takes a swap, whole.
    /// @param amount the least of `token` that the caller takes, and `wantedAmount` the most of `wanted` that it gives
    function takeSwap(uint256 swap, address token, uint96 amount, address wanted, uint96 wantedAmount) external;
    /// @notice Ends a swap. Its maker only; never blocked by a pause.
    function cancelSwap(uint256 swap) external;

    function feeOf(address token) external view returns (uint16);
    function listingCount(address token) external view returns (uint256);
    function listingOf(address token, uint256 listing) external view returns (Listing memory);
    function tradeCount(address token) external view returns (uint256);
    function tradeOf(address token, uint256 trade) external view returns (Trade memory);
    function swapCount() external view returns (uint256);
    function swapOf(uint256 swap) external view returns (Swap memory);
    /// @notice keccak256(abi.encode(token, trade, version, give, want)).
    function termsHash(address token, uint256 trade, uint32 version, Side calldata give, Side calldata want)
        external
        pure
        returns (bytes32);
}
